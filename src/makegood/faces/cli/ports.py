"""Take a port to listen on, before anything else is done."""

from __future__ import annotations

import errno
import socket

from makegood.faces.cli.exits import Exit, end


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on this port; ends the command with a clear word if it is busy."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, so that the event loop sends each answer at once (TCP_NODELAY).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as fault:
        listening.close()
        if fault.errno == errno.EADDRINUSE:
            end(
                f"Port {port} on {host} is busy: something is listening there already, perhaps "
                f"Makegood itself. Nothing was changed. Choose another with --port {port + 1}.",
                Exit.OUR_FAULT,
            )
        end(f"Cannot listen on {host}:{port}: {fault.strerror}. Nothing was changed.", Exit.INVALID)
    return listening


def is_free(host: str, port: int) -> bool:
    """Whether somebody could listen on this port now."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True
