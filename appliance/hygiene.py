"""Starting without what the surroundings planted: variables that make libraries load code.

Imports nothing but what Python has loaded anyway, because it must run before any other module of
the program or of a package is looked for. What had its turn before the first line of a program,
such as a preloaded library, cannot be undone from within; it is gone after the new start, but could
have prevented it.
"""

from __future__ import annotations

import os
import sys

# Read by the loader or by Python before our first line, so they need a new start.
_BEFORE_US = ("LD_", "GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "PYTHON")
# Of these only how Python prints and hashes follows, so a person may keep them.
_HARMLESS = frozenset(
    {
        *("PYTHONDONTWRITEBYTECODE", "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONUNBUFFERED"),
        *("PYTHONUTF8", "PYTHONCOERCECLOCALE", "PYTHONNOUSERSITE", "PYTHONSAFEPATH"),
    }
)
# Read by libraries that are loaded later.
_LATER = (
    *(
        "QT_PLUGIN_PATH",
        "QT_QPA_PLATFORM_PLUGIN_PATH",
        "QT_QPA_GENERIC_PLUGINS",
        "QT_DEBUG_PLUGINS",
    ),
    *("QML_IMPORT_PATH", "QML2_IMPORT_PATH", "GTK_MODULES", "GTK_PATH", "GIO_EXTRA_MODULES"),
    *("GIO_MODULE_DIR", "GDK_PIXBUF_MODULE_FILE", "LIBGL_DRIVERS_PATH", "VK_", "OPENSSL_CONF"),
    *("OPENSSL_MODULES", "OPENSSL_ENGINES", "SSLKEYLOGFILE", "OMP_", "GOMP_", "KMP_", "ORT_"),
    *("GGML_", "LLAMA_", "OPENBLAS_", "NLSPATH", "BROWSER"),
)


def start_clean(module: str) -> None:
    """Go on only without planted variables: drop them, and start `module` anew if they acted.

    Also takes the working folder out of the places where modules are looked for. Returns when
    there is nothing (more) to drop.
    """
    acted = [name for name in os.environ if name.startswith(_BEFORE_US) and name not in _HARMLESS]
    for name in [*acted, *(name for name in os.environ if name.startswith(_LATER))]:
        del os.environ[name]
    if acted:
        frozen = getattr(sys, "frozen", False)
        program = [] if frozen else ["-I", "-X", "utf8", "-m", module]
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *program, *sys.argv[1:]])  # noqa: S606 - no shell
    sys.path[:] = [place for place in sys.path if place not in ("", ".", os.getcwd())]  # noqa: PTH109
