//! Home folders: where they are, and which do not belong to a person.

use super::platform::Platform;

/// The start of home folders on each system; for Windows without the drive, and with `/` as the separator.
///
/// Source: hier(7); Apple's file system programming guide; Microsoft's documentation of user profiles.
pub const HOMES: &[(&str, Platform)] =
    &[("/home/", Platform::Linux), ("/Users/", Platform::Osx), ("/users/", Platform::Windows)];

/// Names of home folders that do not belong to a person: those of images, CI systems and services, and those that every system has.
///
/// Source: the images of devcontainers/images and Docker Hub, Codespaces, Gitpod, Coder, GitHub's and Azure's runners, cloud
/// providers and Jupyter; Homebrew on Linux; the built-in accounts of Windows.
const OF_NO_ONE: &[&str] = &[
    "admin",
    "administrator",
    "airflow",
    "all users",
    "almalinux",
    "alpine",
    "app",
    "appuser",
    "appveyor",
    "arch",
    "azureuser",
    "bitnami",
    "build",
    "builder",
    "buildkite-agent",
    "centos",
    "ci",
    "circleci",
    "cirrus",
    "cloud-user",
    "cloudshell-user",
    "code",
    "codebuild-user",
    "coder",
    "codespace",
    "container",
    "containeradministrator",
    "containeruser",
    "debian",
    "default",
    "default user",
    "defaultapppool",
    "defaultuser0",
    "deploy",
    "deployer",
    "dev",
    "devcontainer",
    "developer",
    "docker",
    "ec2-user",
    "fedora",
    "frappe",
    "gitlab-runner",
    "gitpod",
    "gradle",
    "guest",
    "hadoop",
    "jenkins",
    "jetson",
    "jovyan",
    "kali",
    "linuxbrew",
    "mambauser",
    "mysql",
    "nginx",
    "nobody",
    "node",
    "nonroot",
    "nvidia",
    "odoo",
    "opam",
    "opc",
    "oracle",
    "pi",
    "postgres",
    "python",
    "rocky",
    "root",
    "ros",
    "rstudio",
    "runner",
    "runneradmin",
    "rust",
    "spark",
    "travis",
    "ubuntu",
    "vagrant",
    "vscode",
    "vsts",
    "wasadmin",
    "wdagutilityaccount",
    "www",
    "www-data",
    "zed",
];

/// Names of folders beside the homes that several people use, such as `/home/data` and `/Users/Shared`.
///
/// Source: hier(7) for the names of system folders; Apple's and Microsoft's documentation for `Shared` and `Public`.
const SHARED: &[&str] = &[
    "apps",
    "archive",
    "backup",
    "backups",
    "bin",
    "cache",
    "common",
    "data",
    "database",
    "databases",
    "dataset",
    "datasets",
    "db",
    "deleted users",
    "dist",
    "etc",
    "export",
    "exports",
    "ftp",
    "git",
    "group",
    "groups",
    "install",
    "lab",
    "labs",
    "home",
    "homes",
    "lib",
    "libs",
    "local",
    "lost+found",
    "media",
    "mnt",
    "modules",
    "mount",
    "nas",
    "netapp",
    "nfs",
    "opt",
    "packages",
    "pkg",
    "pool",
    "project",
    "projects",
    "pub",
    "public",
    "repo",
    "repos",
    "repositories",
    "samba",
    "sandbox",
    "scratch",
    "script",
    "scripts",
    "sdk",
    "sdks",
    "share",
    "shared",
    "shares",
    "site",
    "sites",
    "soft",
    "software",
    "src",
    "storage",
    "svn",
    "sw",
    "team",
    "teams",
    "temp",
    "tmp",
    "tool",
    "toolchain",
    "toolchains",
    "tools",
    "var",
    "vol",
    "web",
    "work",
    "workspace",
    "workspaces",
];

/// Placeholders for the reader's user name.
const PLACEHOLDERS: &[&str] = &[
    "bar",
    "baz",
    "foo",
    "john",
    "johndoe",
    "jane",
    "janedoe",
    "me",
    "my",
    "myname",
    "myuser",
    "myusername",
    "name",
    "someone",
    "somebody",
    "test",
    "tester",
    "user",
    "user1",
    "username",
    "user-name",
    "user_name",
    "x",
    "xxx",
    "xxxx",
    "you",
    "youruser",
    "yourname",
    "yourusername",
    "your-name",
    "your-user",
    "your-username",
    "your_name",
    "your_user",
    "your_username",
];

/// Folders of homes on machines with many users. A folder below is a home.
const OF_PEOPLE: &[&str] = &["faculty", "grad", "people", "staff", "student", "students", "users"];

/// The first part of the names of file systems that hold homes; a number follows: `home1`. A folder below is a home, or that of a group.
const FILE_SYSTEMS: &[&str] =
    &["data", "disk", "export", "group", "home", "lab", "nas", "nfs", "raid", "storage", "users", "vol", "work"];

/// What the first folder below `/home`, `/Users` or `C:\Users` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeFolder {
    /// The home folder of a person.
    Person,
    /// Probably the home folder of a person, or that of a domain.
    Unknown,
    /// A folder of homes, each of a person: `/home/students`.
    People,
    /// A file system with homes or other folders: `/home/home1`.
    FileSystem,
    /// Not a home, or that of a user whom many machines have.
    Other,
}

impl HomeFolder {
    /// What the folder called `name` is, on a system of this kind.
    ///
    /// Source: useradd(8), whose names of users on Linux have no capitals; those of Windows domains do.
    #[must_use]
    pub fn of(name: &str, platform: Platform) -> Self {
        let lower = name.to_lowercase();
        let is_name =
            name.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | '_' | '-' | ' '));
        if !is_name || !name.chars().any(char::is_alphabetic) {
            return Self::Other;
        }
        let stem = lower.trim_end_matches(|last: char| last.is_ascii_digit() || matches!(last, '-' | '_'));
        let is_linux = platform == Platform::Linux;
        if is_linux && OF_PEOPLE.contains(&&*lower) {
            Self::People
        } else if is_linux && stem.len() < lower.len() && FILE_SYSTEMS.contains(&stem) {
            Self::FileSystem
        } else if [OF_NO_ONE, SHARED, PLACEHOLDERS].iter().any(|names| names.contains(&&*lower)) {
            Self::Other
        } else if is_linux && name.chars().any(char::is_uppercase) {
            Self::Unknown
        } else {
            Self::Person
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HomeFolder::{FileSystem, Other, People, Person, Unknown};
    use super::*;

    #[test]
    fn distinguishes_people_from_images_and_placeholders() {
        for (name, platform) in [
            ("joefox", Platform::Linux),
            ("ever.linux", Platform::Linux),
            ("rky95813", Platform::Windows),
            ("José", Platform::Osx),
            ("Jane Roe", Platform::Windows),
            ("homer", Platform::Linux),
        ] {
            assert_eq!(HomeFolder::of(name, platform), Person, "{name}");
        }
        for name in ["vscode", "USERNAME", "<you>", "$USER", "*", "", "1", "runneradmin", "{user}", "...", "user1"] {
            assert_eq!(HomeFolder::of(name, Platform::Linux), Other, "{name}");
        }
        for (name, platform) in [
            ("Public", Platform::Windows),
            ("Administrator", Platform::Windows),
            ("Shared", Platform::Osx),
            ("Deleted Users", Platform::Osx),
            ("data", Platform::Linux),
            ("projects", Platform::Linux),
        ] {
            assert_eq!(HomeFolder::of(name, platform), Other, "{name}");
        }
    }

    #[test]
    fn distinguishes_folders_of_homes_from_homes() {
        assert_eq!(HomeFolder::of("students", Platform::Linux), People);
        for name in ["home1", "home_2", "data3", "vol01"] {
            assert_eq!(HomeFolder::of(name, Platform::Linux), FileSystem, "{name}");
        }
        assert_eq!(HomeFolder::of("CORP", Platform::Linux), Unknown);
        assert_eq!(HomeFolder::of("home1", Platform::Osx), Person);
    }
}
