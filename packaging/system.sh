#!/usr/bin/env bash
# What .venv cannot hold: installs by apt what is missing, and does nothing where all is there. Safe to run again.
#
#   packaging/system.sh app     the libraries that Qt's window, sound and video are linked to
#   packaging/system.sh test    the same, and a screen, a sound server and a font for the tests
set -euo pipefail
cd "$(dirname "$0")/.."
source packaging/apt.sh

[ "$(uname)" = Linux ] || exit 0

libraries=(
    libbrotli1 libdbus-1-3 libdrm2 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2 libpulse0
    libwayland-client0 libwayland-cursor0 libwayland-egl1 libx11-6 libx11-xcb1
    libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0
    libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxcb1
    libxext6 libxkbcommon-x11-0 libxkbcommon0 libxrandr2
)
programs=(Xvfb pulseaudio pactl paplay xdotool)
test_packages=(xvfb pulseaudio pulseaudio-utils xdotool fonts-inter)

# The shared libraries that the parts of Qt in use ask for and the system does not have.
missing_libraries() {
    local qt
    qt=$(echo .venv/lib/python3.*/site-packages/PySide6)
    ldd "$qt"/Qt{Widgets,MultimediaWidgets,Svg,DBus}.abi3.so \
        "$qt"/Qt/plugins/{platforms/libq{xcb,wayland,offscreen},multimedia/libffmpegmediaplugin}.so \
        "$qt"/Qt/plugins/xcbglintegrations/*.so | awk '/=> not found/ {print $1}' | sort -u | tr '\n' ' '
}

missing_programs() {
    local name
    for name in "${programs[@]}"; do
        command -v "$name" >/dev/null || printf '%s ' "$name"
    done
    compgen -G '/usr/share/fonts/*/inter' >/dev/null || printf 'Inter '
}

missing=$(missing_libraries)
if [ -n "$missing" ]; then
    say "Qt needs libraries that are not here: $missing"
    apt_install "${libraries[@]}"
    missing=$(missing_libraries)
    [ -z "$missing" ] || { say "Still missing: ${missing% }. Please install the packages that hold them."; exit 1; }
fi
if [ "${1:-app}" = test ]; then
    missing=$(missing_programs)
    if [ -n "$missing" ] && command -v apt-get >/dev/null; then
        apt_install "${test_packages[@]}"
    elif [ -n "$missing" ]; then
        say "Without ${missing% }, the tests that need a screen or a microphone are left out."
    fi
fi
