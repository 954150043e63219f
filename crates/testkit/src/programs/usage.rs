//! What a process has used, as Linux tells it.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

/// Processor time and memory of a process; zero where the system does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Usage {
    /// Seconds of processor time, its own and the kernel's for it.
    pub cpu: f64,
    /// The most memory that it held at once, in KB.
    pub peak_kb: u64,
}

impl Usage {
    /// Of this process.
    #[must_use]
    pub fn own() -> Self {
        Self::read("self")
    }

    /// Of another process.
    #[must_use]
    pub fn of(process: u32) -> Self {
        Self::read(&process.to_string())
    }

    /// Begins the peak anew.
    pub fn forget_peak(process: u32) {
        // Only a finer figure is lost where this is not allowed.
        let _ = fs::write(format!("/proc/{process}/clear_refs"), "5");
    }

    fn read(process: &str) -> Self {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        Self {
            cpu: cpu(&stat),
            peak_kb: peak(&status),
        }
    }
}

/// Ticks of a hundredth of a second, fields 14 and 15; the name in parentheses may hold spaces.
fn cpu(stat: &str) -> f64 {
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u32 = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u32>().ok())
        .sum();
    f64::from(ticks) / 100.0
}

fn peak(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Bytes of all files in a folder.
#[must_use]
pub fn folder_bytes(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => folder_bytes(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_and_peak_are_read_from_the_systems_files() {
        let stat = "7 (a name) x) S 1 7 7 0 -1 4 1 0 0 0 250 50 0 0 20 0 1 0 5";
        assert!((cpu(stat) - 3.0).abs() < 1e-9);
        assert_eq!(peak("VmPeak:\t 9 kB\nVmHWM:\t  1234 kB\n"), 1234);
        assert_eq!((cpu(""), peak("")), (0.0, 0));
    }
}
