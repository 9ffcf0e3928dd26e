//! The policy for dependencies, held over what cargo resolves: no network, no C, known licences, no new duplicates.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Crates that open connections, or carry those that do.
const NETWORK: [&str; 32] = [
    "async-std",
    "attohttpc",
    "awc",
    "curl",
    "git2",
    "gix-transport",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "isahc",
    "lettre",
    "libgit2-sys",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "opentelemetry",
    "quinn",
    "reqwest",
    "rustls",
    "sentry",
    "smol",
    "socket2",
    "ssh2",
    "surf",
    "tokio",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "webpki-roots",
];

/// Licences, as SPDX names them, that one may ship a program under Apache-2.0 with; MPL-2.0 only for whole crates that
/// are not changed.
const LICENCES: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that are there in two versions, since those who use them have not moved on yet.
const TWICE: [&str; 4] = [
    // portable-pty, which only tests use, brings old ones of this and of thiserror.
    "cfg_aliases",
    // Macros at build time only.
    "syn",
    "thiserror",
    "thiserror-impl",
];

/// Crates whose build compiles C; signal-hook names `cc` for a feature that is off.
const BUILT_WITH_C: [&str; 1] = ["signal-hook"];

/// Returns the packages that are built for Linux, the tests' own included.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let target = "x86_64-unknown-linux-gnu";
    let arguments = [
        "metadata",
        "--offline",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        target,
    ];
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages").clone();
    assert!(
        packages.iter().any(|package| package["name"] == "ratatui"),
        "the tree was read"
    );
    packages
}

fn name(package: &Value) -> &str {
    package["name"].as_str().unwrap_or_default()
}

/// Tells whether an expression of licences leaves a choice that is allowed: `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn is_allowed(licence: &str) -> bool {
    let plain = licence.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|all| {
        let mut one = all.split(" OR ").map(str::trim);
        one.any(|one| LICENCES.contains(&one))
    })
}

#[test]
fn nothing_that_talks_to_a_network_is_in_the_dependency_tree() {
    for package in packages() {
        assert!(
            !NETWORK.contains(&name(&package)),
            "{} opens connections",
            name(&package)
        );
    }
}

#[test]
fn no_crate_brings_c() {
    for package in packages() {
        assert_eq!(package["links"], Value::Null, "{} links a library", name(&package));
        let compiles = package["dependencies"].as_array().is_some_and(|all| {
            let builds = |dependency: &&Value| dependency["kind"] == "build";
            all.iter()
                .filter(builds)
                .any(|one| ["cc", "cmake", "bindgen"].contains(&name(one)))
        });
        assert!(
            !compiles || BUILT_WITH_C.contains(&name(&package)),
            "{} compiles C",
            name(&package)
        );
    }
}

#[test]
fn every_licence_is_one_of_the_allowed() {
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence), "{} is under `{licence}`", name(&package));
    }
}

#[test]
fn no_crate_is_there_twice_but_those_that_have_to_be() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        let version = package["version"].as_str().unwrap_or_default().to_owned();
        versions.entry(name(&package).to_owned()).or_default().insert(version);
    }
    let twice: Vec<&str> = versions
        .iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(
        twice, TWICE,
        "a crate that is no longer there twice leaves the list, too"
    );
}

#[test]
fn the_licences_are_read_as_meant() {
    assert!(is_allowed("(Apache-2.0 OR GPL-3.0) AND BSD-3-Clause"));
    assert!(is_allowed("Unlicense/MIT"));
    assert!(!is_allowed("MIT AND GPL-3.0"));
    assert!(!is_allowed(""));
}
