/* SPDX-License-Identifier: MIT
 *
 * The key tables. A scan code is stored as one byte, or with EXTENDED for
 * those with prefix 0xE0; Pause and Print Screen have sequences of their own.
 * Knows neither SDL nor the machine.
 */
#include "keymap.h"

#include <lamp/dev/ps2.h>

enum { EXTENDED = 0x100, PAUSE = 0x200, PRINT = 0x201 };
#define X(code) (EXTENDED | (code))

/* Indexed by USB HID usage (page 7); the comments name a US keyboard. */
static const u16 scan_code[KEY_USAGES] = {
    /* A .. Z */
    [0x04] = 0x1E,
    0x30,
    0x2E,
    0x20,
    0x12,
    0x21,
    0x22,
    0x23,
    0x17,
    0x24,
    0x25,
    0x26,
    0x32,
    0x31,
    0x18,
    0x19,
    0x10,
    0x13,
    0x1F,
    0x14,
    0x16,
    0x2F,
    0x11,
    0x2D,
    0x15,
    0x2C,
    /* 1 .. 9 0, Enter Escape Backspace Tab Space - = [ ] \ non-US# */
    [0x1E] = 0x02,
    0x03,
    0x04,
    0x05,
    0x06,
    0x07,
    0x08,
    0x09,
    0x0A,
    0x0B,
    [0x28] = 0x1C,
    0x01,
    0x0E,
    0x0F,
    0x39,
    0x0C,
    0x0D,
    0x1A,
    0x1B,
    0x2B,
    0x2B,
    /* ; ' ` , . / Caps Lock, F1 .. F10, F11 F12 */
    [0x33] = 0x27,
    0x28,
    0x29,
    0x33,
    0x34,
    0x35,
    0x3A,
    [0x3A] = 0x3B,
    0x3C,
    0x3D,
    0x3E,
    0x3F,
    0x40,
    0x41,
    0x42,
    0x43,
    0x44,
    [0x44] = 0x57,
    0x58,
    /* Print Screen, Scroll Lock, Pause, Insert Home PageUp */
    [0x46] = PRINT,
    0x46,
    PAUSE,
    X(0x52),
    X(0x47),
    X(0x49),
    /* Delete End PageDown Right Left Down Up */
    [0x4C] = X(0x53),
    X(0x4F),
    X(0x51),
    X(0x4D),
    X(0x4B),
    X(0x50),
    X(0x48),
    /* Num Lock, keypad / * - + Enter 1 .. 9 0 . */
    [0x53] = 0x45,
    X(0x35),
    0x37,
    0x4A,
    0x4E,
    X(0x1C),
    0x4F,
    0x50,
    0x51,
    0x4B,
    0x4C,
    0x4D,
    0x47,
    0x48,
    0x49,
    0x52,
    0x53,
    /* non-US \, Menu, Power, keypad =, F13 .. F24 */
    [0x64] = 0x56,
    X(0x5D),
    X(0x5E),
    0x59,
    0x64,
    0x65,
    0x66,
    0x67,
    0x68,
    0x69,
    0x6A,
    0x6B,
    0x6C,
    0x6D,
    0x6E,
    0x76,
    /* Mute, volume up and down, keypad comma */
    [0x7F] = X(0x20),
    X(0x30),
    X(0x2E),
    [0x85] = 0x7E,
    /* Ro, Kana, Yen, Henkan, Muhenkan */
    [0x87] = 0x73,
    0x70,
    0x7D,
    0x79,
    0x7B,
    /* Ctrl Shift Alt GUI: left, right */
    [0xE0] = 0x1D,
    0x2A,
    0x38,
    X(0x5B),
    X(0x1D),
    0x36,
    X(0x38),
    X(0x5C)};

static u32 scan_copy(u8 *scan, const u8 *bytes, u32 n)
{
    memcpy(scan, bytes, n);
    return n;
}

/* Pause has no release: the press sends both. */
static u32 pause_scan(bool down, u8 *scan)
{
    static const u8 press[] = {0xE1, 0x1D, 0x45, 0xE1, 0x9D, 0xC5};
    return down ? scan_copy(scan, press, sizeof(press)) : 0;
}

/* Print Screen comes wrapped in a shift of its own. */
static u32 print_scan(bool down, u8 *scan)
{
    static const u8 press[] = {0xE0, 0x2A, 0xE0, 0x37};
    static const u8 release[] = {0xE0, 0xB7, 0xE0, 0xAA};
    return scan_copy(scan, down ? press : release, sizeof(press));
}

u32 keymap_scan(u32 usage, bool down, u8 scan[KEY_SCAN_BYTES])
{
    u32 code = usage < KEY_USAGES ? scan_code[usage] : 0, n = 0;
    if (code == PAUSE)
        return pause_scan(down, scan);
    if (code == PRINT)
        return print_scan(down, scan);
    if (code == 0)
        return 0;
    if (code & EXTENDED)
        scan[n++] = PS2_EXTENDED;
    scan[n++] = (u8)(code | (down ? 0 : PS2_BREAK));
    return n;
}

/* --- text ----------------------------------------------------------------- */

enum { KEY_CTRL_MASK = 0x1F };

static const struct {
    u32 usage;
    char text[KEY_TEXT_BYTES + 1];
} texts[] = {
    {USAGE_ENTER, "\n"},     {USAGE_KEYPAD_ENTER, "\n"}, {USAGE_ESCAPE, "\x1B"},
    {USAGE_BACKSPACE, "\b"}, {USAGE_TAB, "\t"},          {USAGE_UP, "\x1B[A"},
    {USAGE_DOWN, "\x1B[B"},  {USAGE_RIGHT, "\x1B[C"},    {USAGE_LEFT, "\x1B[D"},
};

/* The letter by layout, by position where the layout has no Latin ones. */
static u8 letter_find(u32 usage, u32 symbol)
{
    if (symbol >= 'a' && symbol <= 'z')
        return (u8)symbol;
    if (symbol > 0x7F && usage >= USAGE_A && usage <= USAGE_Z)
        return (u8)(usage - USAGE_A + 'a');
    return 0;
}

u32 keymap_text(u32 usage, u32 symbol, u32 modifiers, u8 text[KEY_TEXT_BYTES])
{
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (texts[i].usage != usage)
            continue;
        u32 n = (u32)strlen(texts[i].text);
        memcpy(text, texts[i].text, n);
        return n;
    }
    u8 letter = letter_find(usage, symbol);
    if (letter == 0 || modifiers != KEY_CTRL)
        return 0;
    text[0] = letter & KEY_CTRL_MASK;
    return 1;
}

/* --- the window's own keys ------------------------------------------------ */

static const struct {
    u32 usage, modifiers;
    enum key_action action;
    const char *name, *meaning;
} actions[] = {
    {USAGE_F11, 0, KEY_FULLSCREEN, "F11", "full screen on and off"},
    {USAGE_ENTER, KEY_ALT, KEY_FULLSCREEN, "Alt+Enter",
     "full screen on and off"},
    {USAGE_G, KEY_CTRL | KEY_ALT, KEY_CAPTURE, "Ctrl+Alt+G",
     "capture or release the mouse; a click into the window captures it"},
    {USAGE_F12, 0, KEY_DEBUGGER, "F12", "the debugger, on and off"},
};

enum key_action keymap_action(u32 usage, u32 modifiers)
{
    for (size_t i = 0; i < ARRAY_LEN(actions); i++)
        if (actions[i].usage == usage &&
            (actions[i].modifiers & ~modifiers) == 0)
            return actions[i].action;
    return KEY_PASSED;
}

void keymap_print(FILE *out)
{
    fprintf(out, "Keys that the window keeps for itself:\n");
    for (size_t i = 0; i < ARRAY_LEN(actions); i++)
        fprintf(out, "  %-12s %s\n", actions[i].name, actions[i].meaning);
    fprintf(out, "Closing the window ends the machine. All other keys go to "
                 "the guest.\n");
}

/* --- held keys ------------------------------------------------------------ */

u32 keyboard_event(struct keyboard *k, u32 usage, bool down,
                   u8 scan[KEY_SCAN_BYTES])
{
    if (usage >= KEY_USAGES)
        return 0;
    if (!down && !k->held[usage]) {
        k->kept[usage] = false;
        return 0;
    }
    u32 n = keymap_scan(usage, down, scan);
    k->kept[usage] = false;
    k->held[usage] = down && n > 0;
    return n;
}

void keyboard_keep(struct keyboard *k, u32 usage)
{
    if (usage < KEY_USAGES && !k->held[usage])
        k->kept[usage] = true;
}

bool keyboard_holds(const struct keyboard *k, u32 usage)
{
    return usage < KEY_USAGES && k->held[usage];
}

bool keyboard_keeps(const struct keyboard *k, u32 usage)
{
    return usage < KEY_USAGES && k->kept[usage];
}

u32 keyboard_release(struct keyboard *k, u8 scan[KEY_SCAN_BYTES])
{
    memset(k->kept, 0, sizeof(k->kept));
    for (u32 usage = 0; usage < KEY_USAGES; usage++) {
        if (!k->held[usage])
            continue;
        u32 n = keyboard_event(k, usage, false, scan);
        if (n > 0)
            return n;
    }
    return 0;
}
