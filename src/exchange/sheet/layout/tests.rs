//! Layouts of real registers, as text.

use crate::exchange::sheet::{Options, Sheet, Wanted};

fn known(header: &str) -> bool {
    ["ID", "Title", "Owner", "Status", "Due", "Likelihood", "Impact"].contains(&header)
}

fn read(text: &str) -> Sheet {
    let wanted = Wanted {
        is_known: &known,
        ..Wanted::ANY
    };
    Sheet::find(text.as_bytes(), &Options::default(), &wanted).expect(text)
}

/// Returns the numbers of the rows that are records, and what is said of the others.
fn kept(text: &str) -> (Vec<usize>, Vec<String>) {
    let sheet = read(text);
    let notes = sheet.notes.iter().filter(|note| note.is_warning());
    let said = notes.map(ToString::to_string).collect();
    (sheet.rows.iter().map(|row| row.number).collect(), said)
}

#[test]
fn rows_that_are_no_records_are_left_out_and_named() {
    let (rows, said) = kept(
        "ID,Title,Owner,Status\n[unique],[short name],[person],[choose]\nA.2 Policies,,,\nA.2.2,Policy,ana,Open\n\
         A.2.3,Alignment,ana,Open\n5 Leadership,,,\nA.3.2,Roles,eve,Open\nOwn controls,,,\nX-1,Own,ben,\nTotal,4,,\n\
         Implemented,,,2\nLegend: Open = to do,,,\nOpen,to do,,\n",
    );
    assert_eq!(rows, [4, 5, 7, 9]);
    assert_eq!(
        said,
        [
            "no records but hints below the header, left out: row 2 `[unique] | [short name] | [person] | [choose]`",
            "no records but headings of sections, left out: row 3 `A.2 Policies`, row 6 `5 Leadership`, row 8 `Own controls`",
            "no records but totals, left out: row 10 `Total | 4`, row 11 `Implemented | 2`",
            "no records but text below the table, left out: row 12 `Legend: Open = to do`, row 13 `Open | to do`",
        ]
    );
}

#[test]
fn a_row_that_may_be_a_record_is_one() {
    for text in [
        // A title and nothing else, in the middle and at the end.
        "Title,Owner,Status\nChat bot,ana,Open\nClaims triage,,\nSearch,ben,Open\nFraud detector,,\n",
        // An id and nothing else.
        "ID,Title,Owner,Status\nR-1,One,ana,Open\nR-2,,,\nR-3,Three,ana,Open\nR-4,,,\n",
        // A name that is a total, with words beside it.
        "Title,Owner,Status\nTotal,ana,Open\nSum,ben,Open\nLegend,ana,Closed\n",
        // Figures after a gap.
        "ID,Title,Owner,Status\nR-1,One,ana,Open\nR-2,Two,ana,Open\n\n\nR-3,3,,\n",
        // Two columns.
        "Title,Purpose\nChat,\nTotal,3\nNote: x,\n",
        // Rows that go on with the record above.
        "ID,Title,Owner,Status\nR-1,One,ana,Open\n,,ben,Done\nR-2,Two,ana,Open\n,,,Open\n",
    ] {
        let rows = text.lines().skip(1).filter(|line| !line.is_empty()).count();
        let (kept, said) = kept(text);
        assert_eq!(kept.len(), rows, "{text} {said:?}");
    }
}

#[test]
fn two_rows_of_a_header_are_joined() {
    let sheet = read(
        "ID,Title,Inherent risk,,Residual risk,,Other,\n,,Likelihood,Impact,Likelihood,Impact,Owner,Status\n\
         R-1,One,4,4,2,4,ana,Open\n",
    );
    let labels: Vec<_> = sheet.headers.iter().map(|header| header.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "ID",
            "Title",
            "Inherent risk Likelihood",
            "Inherent risk Impact",
            "Residual risk Likelihood",
            "Residual risk Impact",
            "Owner",
            "Status"
        ]
    );
    assert_eq!((sheet.header_row, sheet.rows[0].number), (1, 3));
    // A header with a column that has no name, above rows that have it, is a header of one row.
    let sheet = read("ID,Title,,Owner\nR-1,One,more,ana\nR-2,Two,more,ben\n");
    assert_eq!(sheet.rows.len(), 2);
}
