"""Why an operating system refuses a file, in both languages: it says so in its own, which is English on most servers."""

from __future__ import annotations

import errno

from pekppp_rules.errors.phrases import Phrase

_INDONESIAN = {
    "ENOENT": "berkas atau folder tidak ada",
    "ENOTDIR": "bagian dari jalurnya bukan folder",
    "EISDIR": "itu sebuah folder",
    "EEXIST": "sudah ada",
    "ENOTEMPTY": "foldernya tidak kosong",
    "EACCES": "izin ditolak",
    "EPERM": "tindakan ini tidak diizinkan",
    "EROFS": "media hanya dapat dibaca",
    "ENOSPC": "ruang di media habis",
    "EDQUOT": "kuota ruang habis",
    "EFBIG": "berkas terlalu besar",
    "ENAMETOOLONG": "nama berkas terlalu panjang",
    "ELOOP": "tautannya berputar",
    "EMFILE": "terlalu banyak berkas terbuka",
    "ENFILE": "terlalu banyak berkas terbuka",
    "ENOMEM": "memori tidak cukup",
    "EBUSY": "sedang dipakai",
    "ETXTBSY": "sedang dijalankan",
    "EIO": "media gagal dibaca atau ditulis",
    "ENXIO": "perangkatnya tidak ada",
    "ENODEV": "perangkatnya tidak ada",
    "EBADF": "salurannya tertutup",
    "EINVAL": "bukan tempat yang dapat dipakai",
    "EILSEQ": "namanya tidak dapat dieja",
}
"""By the name of an error number: systems number them differently, and not each has them all."""

_BY_NUMBER = {getattr(errno, name): words for name, words in _INDONESIAN.items() if hasattr(errno, name)}


def system_reason(error: OSError | ValueError) -> Phrase:
    """Return why a file was refused; in English as the system tells it, and so in Indonesian where we have no words for it.

    A ValueError comes of a name that no file can have, such as one with a null character, and of a stream that is closed.
    """
    if not isinstance(error, OSError):
        return Phrase("nama atau salurannya tidak dapat dipakai", "its name or stream cannot be used")
    told = error.strerror or type(error).__name__
    return Phrase(_BY_NUMBER.get(error.errno or 0, told), told)
