# SPDX-License-Identifier: MIT
#
# What gdb must be taught about lamp: how instructions read, where functions
# were called from, and commands for what only this machine has. Load it with
# "source"; lamp-gdb does. It needs gdb 13 or newer.
#
# Everything here works only while gdb is connected to vm: vm disassembles and
# answers the commands, so that nothing is listed twice. Other targets, real
# PowerPC machines among them, are left alone.

import itertools

import gdb
import gdb.disassembler
import gdb.unwinder

INSN_BYTES = 8
CALL_SLOT_BYTES = 8
CORE_STATE = ("isp", "dsp", "in_isr", "irq_masked") + tuple(
    stack + what for stack in ("call", "data", "isr") for what in ("_base", "_count")
)
FRAME_SLOT_BYTES = 8
FRAME_R0, FRAME_FLAGS, FRAME_IP = 31, 32, 33  # slots of an interrupt frame
VECTORS = 256


def connection():
    """The connection to vm, or None."""
    there = gdb.selected_inferior().connection
    if isinstance(there, gdb.RemoteTargetConnection) and there.is_valid():
        return there
    return None


def is_lamp(architecture):
    """Whether the target was described by vm."""
    return architecture.registers().find("call_base") is not None


def read_word(address):
    data = gdb.selected_inferior().read_memory(address & 0xFFFFFFFF, 4)
    return int.from_bytes(bytes(data), "little")


# --- disassembly ------------------------------------------------------------


class LampDisassembler(gdb.disassembler.Disassembler):
    """x/i, disassemble and display/i by asking vm."""

    def __init__(self):
        super().__init__("lamp")

    def __call__(self, info):
        there = connection()
        if there is None or not is_lamp(info.architecture):
            return None
        code = bytes(info.read_memory(INSN_BYTES))
        return gdb.disassembler.DisassemblerResult(
            INSN_BYTES, self.text(there, info.address, code)
        )

    @staticmethod
    def text(there, address, code):
        answer = there.send_packet("qLampInsn:%x:%s" % (address, code.hex()))
        if not answer or answer.startswith(b"E"):
            word = int.from_bytes(code, "little")
            return ".quad 0x%016X" % word
        return bytes.fromhex(answer.decode("ascii")).decode("ascii")


# --- frames -----------------------------------------------------------------


class FrameId:
    def __init__(self, sp, pc):
        self.sp = gdb.Value(sp)
        self.pc = gdb.Value(pc)


def handlers():
    """Addresses of interrupt handlers, from the vector table."""
    table = bytes(gdb.selected_inferior().read_memory(0, 8 * VECTORS))
    entries = [table[i : i + 8] for i in range(0, len(table), 8)]
    return {
        int.from_bytes(entry[:4], "little")
        for entry in entries
        if entry != b"\xff" * 8
    }


def function_start(pc):
    """Address of the symbol that pc belongs to, or pc itself."""
    try:
        words = gdb.execute("info symbol 0x%x" % pc, to_string=True).split()
    except gdb.error:
        return pc
    if len(words) > 2 and words[1] == "+" and words[2].isdigit():
        return pc - int(words[2])
    return pc


class LampUnwinder(gdb.unwinder.Unwinder):
    """Callers from the call stack of the core, which holds nothing but return
    addresses, and what an interrupt handler interrupted from the frame on the
    interrupt stack. Where functions keep the registers of their callers is
    not known: gdb shows those as <not saved>. But r1 has its present value,
    since gdb takes it for the stack pointer and cannot do without."""

    def __init__(self):
        super().__init__("lamp")

    def __call__(self, frame):
        if not is_lamp(frame.architecture()):
            return None
        state = {
            name: frame.read_register(name) for name in ("pc", "csp") + CORE_STATE
        }
        try:
            return self.unwind(frame, state)
        except gdb.MemoryError:
            return None

    def unwind(self, frame, state):
        start = function_start(int(state["pc"]))
        slot = int(state["call_base"]) + CALL_SLOT_BYTES * int(state["csp"])
        info = frame.create_unwind_info(FrameId(slot, start))
        if int(state["in_isr"]) and start in handlers():
            saved = self.interrupted(state)
        else:
            saved = self.caller(frame, state, slot)
        for name, value in {**state, **saved}.items():
            kind = frame.read_register(name).type
            data = (int(value) & 0xFFFFFFFF).to_bytes(4, "little")
            info.add_saved_register(name, gdb.Value(data, kind))
        return info

    @staticmethod
    def caller(frame, state, slot):
        """Of the outermost function it is address 0, see LampFrames."""
        called = int(state["csp"]) < int(state["call_count"])
        return {
            "pc": read_word(slot) if called else 0,
            "csp": int(state["csp"]) + called,
            "r1": frame.read_register("r1"),
        }

    @staticmethod
    def interrupted(state):
        top = int(state["isr_base"]) + FRAME_SLOT_BYTES * int(state["isp"])

        def slot(i):
            return read_word(top + FRAME_SLOT_BYTES * i)

        saved = {"r%d" % n: slot(FRAME_R0 - n) for n in range(32)}
        saved["flags"] = slot(FRAME_FLAGS)
        saved["pc"] = slot(FRAME_IP)
        saved["in_isr"] = 0
        return saved


class LampFrames:
    """Backtraces end where the call stack does."""

    name = "lamp"
    priority = 100
    enabled = True

    @staticmethod
    def filter(frames):
        def inside(decorator):
            frame = decorator.inferior_frame()
            return frame.pc() != 0 or not is_lamp(frame.architecture())

        return itertools.takewhile(inside, frames)


# --- commands ---------------------------------------------------------------


def monitor(line):
    if connection() is None:
        raise gdb.GdbError("gdb is not connected to vm")
    gdb.execute("monitor " + line)


class LampCommand(gdb.Command):
    """A command that a verb of vm answers."""

    def __init__(self, name, verb, about):
        self.__doc__ = about
        self.verb = verb
        super().__init__(name, gdb.COMMAND_STATUS)

    def invoke(self, argument, from_tty):
        monitor((self.verb + " " + argument).strip())


class LampReset(gdb.Command):
    """Load the program again and stop before its first instruction."""

    def __init__(self):
        super().__init__("lamp-reset", gdb.COMMAND_RUNNING)

    def invoke(self, argument, from_tty):
        monitor("reset")
        gdb.execute("maintenance flush register-cache", to_string=True)
        gdb.execute("frame")


for name, verb, about in (
    ("info devices", "devices", "Devices of the machine with their windows."),
    ("info device", "device", "State of a device: info device NAME."),
    ("info ivt", "irq", "Vectors with their handlers, and what is pending."),
    ("info map", "map", "What is where in memory."),
    ("info cores", "cores", "Cores with their state."),
    ("info blocks", "blocks", "Translated code of each core."),
):
    LampCommand(name, verb, about)

gdb.disassembler.register_disassembler(LampDisassembler())
gdb.unwinder.register_unwinder(None, LampUnwinder(), replace=True)
gdb.frame_filters["lamp"] = LampFrames()
LampReset()
