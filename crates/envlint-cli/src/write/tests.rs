use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

const OLD: &[u8] = b"{ \"old\": 1 }\r\n";
const NEW: &[u8] = b"{ \"new\": 1 }\r\n";
const LEFTOVER: &str = ".settings.json.envlint";

/// Creates a folder with one file that contains `OLD`.
fn folder_with_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.json");
    fs::write(&file, OLD).unwrap();
    (folder, file)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn make_read_only(file: &Path) {
    let mut permissions = fs::metadata(file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(file, permissions).unwrap();
}

/// Prepares the new content of `settings.json`, then calls `change`, then puts the new content in place.
fn swap_after(folder: &Path, change: impl FnOnce(&Path)) -> Result<(), WriteError> {
    let name = OsStr::new("settings.json");
    let locked = LockedFolder::open(folder).unwrap();
    let old = locked.read(name).unwrap();
    let temporary = Temporary::write(&locked, name, Some(&old), NEW).unwrap();
    change(&folder.join(name));
    swap_in(temporary, name, OLD)
}

#[test]
fn content_is_replaced_and_no_other_file_is_left() {
    let (folder, file) = folder_with_file();
    replace(&file, OLD, NEW).unwrap();
    assert_eq!(fs::read(&file).unwrap(), NEW);
    assert_eq!(names(folder.path()), ["settings.json"]);
}

#[test]
fn a_changed_file_is_refused() {
    let (folder, file) = folder_with_file();
    let same_length = b"{ \"odd\": 1 }\r\n";
    assert_eq!(same_length.len(), OLD.len());
    for expected in [&same_length[..], b"", &OLD[..4]] {
        assert!(matches!(replace(&file, expected, NEW), Err(WriteError::Changed)));
        assert_eq!(fs::read(&file).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["settings.json"]);
    }
}

#[test]
fn a_file_that_already_contains_the_new_text_is_not_touched() {
    let (_folder, file) = folder_with_file();
    make_read_only(&file);
    replace(&file, b"what this run has read", OLD).unwrap();
}

#[test]
fn a_deleted_file_is_not_created_again() {
    let (folder, file) = folder_with_file();
    fs::remove_file(&file).unwrap();
    assert!(matches!(replace(&file, OLD, NEW), Err(WriteError::Changed)));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn a_change_after_the_new_content_was_prepared_is_kept() {
    let rewrite = |file: &Path| fs::write(file, "other").unwrap();
    let replace_whole = |file: &Path| {
        fs::write(file.with_extension("tmp"), "other").unwrap();
        fs::rename(file.with_extension("tmp"), file).unwrap();
    };
    for change in [rewrite, replace_whole] {
        let (folder, file) = folder_with_file();
        assert!(matches!(swap_after(folder.path(), change), Err(WriteError::Changed)));
        assert_eq!(fs::read(&file).unwrap(), b"other");
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    let (folder, _) = folder_with_file();
    let deleted = swap_after(folder.path(), |file| fs::remove_file(file).unwrap());
    assert!(matches!(deleted, Err(WriteError::Changed)));
    assert_eq!(names(folder.path()), Vec::<String>::new());

    let (folder, file) = folder_with_file();
    let replaced = swap_after(folder.path(), |file| {
        fs::remove_file(file).unwrap();
        fs::create_dir(file).unwrap();
    });
    assert!(replaced.is_err() && file.is_dir());
    assert_eq!(names(folder.path()), ["settings.json"]);
}

#[test]
fn what_a_killed_run_has_left_is_removed() {
    let (folder, file) = folder_with_file();
    fs::write(folder.path().join(LEFTOVER), "{ \"new\"").unwrap();
    replace(&file, OLD, NEW).unwrap();
    assert_eq!(fs::read(&file).unwrap(), NEW);
    assert_eq!(names(folder.path()), ["settings.json"]);

    fs::write(folder.path().join(LEFTOVER), "").unwrap();
    remove_leftover(&file);
    assert_eq!(names(folder.path()), ["settings.json"]);
}

#[test]
fn a_file_with_the_temporary_name_that_something_else_has_made_stays() {
    let (folder, file) = folder_with_file();
    fs::write(folder.path().join(LEFTOVER), "mine").unwrap();
    remove_leftover(&file);
    assert!(matches!(replace(&file, OLD, NEW), Err(WriteError::Taken { name }) if name == LEFTOVER));
    assert_eq!(fs::read(&file).unwrap(), OLD);
    assert_eq!(fs::read(folder.path().join(LEFTOVER)).unwrap(), b"mine");
}

#[test]
fn a_read_only_file_is_refused_for_root_too() {
    let (folder, file) = folder_with_file();
    make_read_only(&file);
    assert!(matches!(replace(&file, OLD, NEW), Err(WriteError::ReadOnly)));
    assert_eq!(fs::read(&file).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["settings.json"]);
}

#[test]
fn a_folder_is_refused() {
    let (folder, _) = folder_with_file();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    assert!(matches!(replace(&inner, OLD, NEW), Err(WriteError::NotAFile)));
    assert_eq!(names(folder.path()), ["inner", "settings.json"]);
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    #[test]
    fn mode_bits_are_kept() {
        for mode in [0o640, 0o600, 0o755, 0o666] {
            let (_folder, file) = folder_with_file();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            replace(&file, OLD, NEW).unwrap();
            assert_eq!(fs::metadata(&file).unwrap().mode() & 0o7777, mode);
        }
    }

    /// Until its mode bits are set, only the user can read it.
    #[test]
    fn the_temporary_file_has_the_mode_of_the_file() {
        let (folder, file) = folder_with_file();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let leftover = folder.path().join(LEFTOVER);
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
        swap_after(folder.path(), |_| assert_eq!(mode(&leftover), 0o640)).unwrap();
        let locked = LockedFolder::open(folder.path()).unwrap();
        locked.create(OsStr::new("private"), true).unwrap();
        assert_eq!(mode(&folder.path().join("private")), 0o600);
    }

    /// This test is only effective as root: other users can't change the owner of a file.
    #[test]
    fn the_owner_is_kept() {
        let (_folder, file) = folder_with_file();
        let given = chown(&file, Some(1234), Some(2345)).is_ok();
        let before = fs::metadata(&file).unwrap();
        replace(&file, OLD, NEW).unwrap();
        let after = fs::metadata(&file).unwrap();
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
        assert!(!given || after.uid() == 1234);
    }

    #[test]
    fn a_link_is_kept_and_its_target_is_written() {
        let (folder, file) = folder_with_file();
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("link.json");
        let second = elsewhere.path().join("second.json");
        symlink(&file, &link).unwrap();
        symlink("link.json", &second).unwrap();
        replace(&second, OLD, NEW).unwrap();
        assert_eq!(fs::read_link(&second).unwrap(), Path::new("link.json"));
        assert_eq!(fs::read_link(&link).unwrap(), file);
        assert!(!fs::symlink_metadata(&file).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), NEW);
        assert_eq!(names(folder.path()), ["settings.json"]);
        assert_eq!(names(elsewhere.path()), ["link.json", "second.json"]);
    }

    #[test]
    fn a_link_that_takes_the_place_of_the_file_is_kept() {
        let (folder, file) = folder_with_file();
        let (_other_folder, other) = folder_with_file();
        let replaced = swap_after(folder.path(), |file| {
            fs::remove_file(file).unwrap();
            symlink(&other, file).unwrap();
        });
        assert!(matches!(replaced, Err(WriteError::Changed)));
        assert_eq!(fs::read_link(&file).unwrap(), other);
        assert_eq!(fs::read(&other).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    #[test]
    fn a_link_that_takes_the_place_of_the_folder_is_detected() {
        let (folder, _) = folder_with_file();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::create_dir(folder.path().join("victim")).unwrap();
        let locked = LockedFolder::open(&inner).unwrap();
        assert!(locked.is_at(&inner));
        fs::rename(&inner, folder.path().join("moved")).unwrap();
        symlink("victim", &inner).unwrap();
        assert!(!locked.is_at(&inner));
    }

    #[test]
    fn a_circular_link_is_a_system_error() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("settings.json");
        symlink(&link, &link).unwrap();
        assert!(matches!(replace(&link, OLD, NEW), Err(WriteError::Io { .. })));
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    #[test]
    fn a_folder_with_the_temporary_name_stays() {
        let (folder, file) = folder_with_file();
        fs::create_dir(folder.path().join(LEFTOVER)).unwrap();
        let error = replace(&file, OLD, NEW).unwrap_err();
        assert!(matches!(error, WriteError::Taken { .. }), "{error}");
    }
}

#[cfg(target_os = "linux")]
mod on_linux {
    use std::os::unix::fs::PermissionsExt;

    use rustix::fs::{XattrFlags, getxattr, setxattr};

    use super::*;

    const ACL: &str = "system.posix_acl_access";

    /// An access control list that lets the user 1 read and write the file. Source: acl(5), and `struct posix_acl_xattr_entry` of
    /// Linux: tag, permissions and id of each entry after the version.
    fn list() -> Vec<u8> {
        let entries: [(u16, u16, u32); 5] =
            [(0x01, 6, u32::MAX), (0x02, 6, 1), (0x04, 0, u32::MAX), (0x10, 6, u32::MAX), (0x20, 0, u32::MAX)];
        let mut bytes = 2_u32.to_le_bytes().to_vec();
        for (tag, permissions, id) in entries {
            bytes.extend(tag.to_le_bytes().into_iter().chain(permissions.to_le_bytes()).chain(id.to_le_bytes()));
        }
        bytes
    }

    fn attribute(file: &Path, name: &str) -> Option<Vec<u8>> {
        let mut value = [0; 256];
        let length = getxattr(file, name, &mut value).ok()?;
        Some(value[..length].to_vec())
    }

    /// Effective where the file system of the temporary folder has extended attributes.
    #[test]
    fn extended_attributes_and_the_access_control_list_are_kept() {
        let (_folder, file) = folder_with_file();
        let has_note = setxattr(&file, "user.note", b"mine", XattrFlags::empty()).is_ok();
        let has_list = setxattr(&file, ACL, &list(), XattrFlags::empty()).is_ok();
        replace(&file, OLD, NEW).unwrap();
        assert_eq!(attribute(&file, "user.note"), has_note.then(|| b"mine".to_vec()));
        assert_eq!(attribute(&file, ACL), has_list.then(list));
    }

    /// New files inherit the default list of their folder, but the old file may have been created elsewhere.
    #[test]
    fn the_list_of_the_folder_is_not_inherited() {
        let (folder, file) = folder_with_file();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o660)).unwrap();
        let _ = setxattr(folder.path(), "system.posix_acl_default", &list(), XattrFlags::empty());
        replace(&file, OLD, NEW).unwrap();
        assert_eq!(attribute(&file, ACL), None);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o660);
    }

    /// Between the exchange and the return of the first text, a second one is written; it is newer, so it stays.
    #[test]
    fn of_several_texts_of_others_the_newest_stays() {
        let (folder, file) = folder_with_file();
        let name = OsStr::new("settings.json");
        let write_whole = |text: &str| {
            fs::write(folder.path().join("tmp"), text).unwrap();
            fs::rename(folder.path().join("tmp"), &file).unwrap();
        };
        let locked = LockedFolder::open(folder.path()).unwrap();
        let old = locked.read(name).unwrap();
        let temporary = Temporary::write(&locked, name, Some(&old), NEW).unwrap();
        write_whole("first");
        assert!(locked.exchange(&temporary.name, name).unwrap());
        write_whole("second");
        put_back(temporary, name).unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"second");
        assert_eq!(names(folder.path()), ["settings.json"]);
    }

    #[test]
    fn a_locked_folder_is_locked_for_others() {
        let (folder, _) = folder_with_file();
        let locked = LockedFolder::open(folder.path()).unwrap();
        let second = fs::File::open(folder.path()).unwrap();
        assert!(second.try_lock().is_err());
        drop(locked);
        assert!(second.try_lock().is_ok());
    }
}
