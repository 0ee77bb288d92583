"""The native runtime: C sources, the LLVM text made from them, and the functions that hand both to the compiler."""

from __future__ import annotations

from .sources import LIBC_SYMBOLS, PUBLIC_SYMBOLS, digest, header_text, is_our_header, llvm_text

__all__ = ["LIBC_SYMBOLS", "PUBLIC_SYMBOLS", "digest", "header_text", "is_our_header", "llvm_text"]
