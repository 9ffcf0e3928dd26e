//! The heat ramp: bands of a risk method from pale yellow over orange to brown.
//!
//! Lightness falls with every step, so the order survives colour-blind eyes and grey printers, which green-yellow-red
//! does not. The text on a band is black or white, whichever stands out more.

use ratatui::style::Color;

/// The most bands a method can have.
pub const MOST: u8 = 10;

const STOPS: [(u8, u8, u8); 5] = [
    (255, 255, 212),
    (254, 217, 142),
    (254, 153, 41),
    (217, 95, 14),
    (153, 52, 4),
];

/// Indexed colours for two to five bands: subsets of one row, so that a method with fewer bands is not paler.
const FEW: [&[u8]; 4] = [
    &[222, 166],
    &[230, 208, 88],
    &[230, 222, 208, 88],
    &[230, 222, 208, 166, 88],
];

/// Indexed colours for more bands are picked evenly from these.
const MANY: [u8; 10] = [230, 229, 222, 215, 208, 172, 166, 130, 124, 88];

/// Returns the red, green and blue of a band's background.
pub fn rgb(index: u8, of: u8) -> (u8, u8, u8) {
    let (index, of) = bounded(index, of);
    let (from, to) = if of == 2 { (1.0, 3.0) } else { (0.0, 4.0) };
    let place = from + (to - from) * f32::from(index) / f32::from(of - 1);
    let low = (place.floor() as usize).min(STOPS.len() - 1);
    let high = (low + 1).min(STOPS.len() - 1);
    let part = place - low as f32;
    let between = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
    let (a, b) = (STOPS[low], STOPS[high]);
    (between(a.0, b.0), between(a.1, b.1), between(a.2, b.2))
}

/// Returns the number of a band's background among 256 colours.
pub fn indexed(index: u8, of: u8) -> u8 {
    let (index, of) = bounded(index, of);
    match FEW.get(usize::from(of) - 2) {
        Some(row) => row[usize::from(index)],
        None => MANY[(usize::from(index) * (MANY.len() - 1) + usize::from(of - 1) / 2) / usize::from(of - 1)],
    }
}

/// Returns the red, green and blue of one of 256 colours.
pub fn of_indexed(index: u8) -> (u8, u8, u8) {
    const NAMED: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 49, 49),
        (13, 188, 121),
        (229, 229, 16),
        (36, 114, 200),
        (188, 63, 188),
        (17, 168, 205),
        (204, 204, 204),
        (118, 118, 118),
        (241, 76, 76),
        (35, 209, 139),
        (245, 245, 67),
        (59, 142, 234),
        (214, 112, 214),
        (41, 184, 219),
        (242, 242, 242),
    ];
    match index {
        0..16 => NAMED[usize::from(index)],
        16..232 => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let cube = index - 16;
            (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

/// Whether black text stands out more than white on a background.
pub fn wants_black((r, g, b): (u8, u8, u8)) -> bool {
    let light = luminance((r, g, b));
    (light + 0.05) / 0.05 >= 1.05 / (light + 0.05)
}

/// Returns black or white for text on a colour.
pub fn text_on(background: (u8, u8, u8), exact: bool) -> Color {
    match (wants_black(background), exact) {
        (true, true) => Color::Rgb(0, 0, 0),
        (false, true) => Color::Rgb(255, 255, 255),
        (true, false) => Color::Indexed(16),
        (false, false) => Color::Indexed(231),
    }
}

/// Returns the relative luminance that contrast is computed from (WCAG 2.2).
pub fn luminance((r, g, b): (u8, u8, u8)) -> f32 {
    let linear = |value: u8| {
        let part = f32::from(value) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn bounded(index: u8, of: u8) -> (u8, u8) {
    let of = of.clamp(2, MOST);
    (index.min(of - 1), of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contrast(background: (u8, u8, u8)) -> f32 {
        let light = luminance(background) + 0.05;
        if wants_black(background) {
            light / 0.05
        } else {
            1.05 / light
        }
    }

    #[test]
    fn five_bands_are_the_stops_themselves() {
        for (index, stop) in (0..5).zip(STOPS) {
            assert_eq!(rgb(index, 5), stop);
        }
        assert_eq!([0, 1, 2, 3, 4].map(|index| indexed(index, 5)), [230, 222, 208, 166, 88]);
    }

    #[test]
    fn every_step_is_darker_and_readable() {
        for of in 2..=MOST {
            for index in 0..of {
                assert!(contrast(rgb(index, of)) >= 4.5, "{index} of {of}");
                assert!(contrast(of_indexed(indexed(index, of))) >= 4.5, "{index} of {of}");
                if index > 0 {
                    assert!(luminance(rgb(index, of)) < luminance(rgb(index - 1, of)));
                    let step = |index| luminance(of_indexed(indexed(index, of)));
                    assert!(step(index) < step(index - 1), "{index} of {of}");
                }
            }
        }
    }

    #[test]
    fn text_is_black_on_the_first_four_and_white_on_the_last() {
        let black = [0, 1, 2, 3, 4].map(|index| wants_black(rgb(index, 5)));
        assert_eq!(black, [true, true, true, true, false]);
    }

    #[test]
    fn a_band_out_of_range_is_the_last() {
        assert_eq!(rgb(9, 5), rgb(4, 5));
        assert_eq!(indexed(0, 0), indexed(0, 2));
    }
}
