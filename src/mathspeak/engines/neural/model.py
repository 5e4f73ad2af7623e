"""The network of the neural voice: phonemes to sound, at any pace and pitch, and when each phoneme is said."""

from __future__ import annotations

import hashlib
from typing import Any

from mathspeak.errors import EngineUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Array = Any

# The network counts time in pairs of frames of 12.5 ms, which is too coarse for a pace.
_FRAMES_OF_A_STEP = 2
# As measured on words with quiet before them: a phoneme is heard this many frames before those that count as its own.
_LEAD = 6
_NOISE_SEED = 1
# Names of the network's own, which it does not give out by itself: how many steps each phoneme takes, and how many it
# would take if they need not be whole.
_STEPS, _EXACT_STEPS = "/Cast_32_output_0", "/Sub_output_0"
_INT64, _FLOAT = 7, 1


class Model:
    """A network from a file whose content is known."""

    def __init__(self, file: Path, sha256: str) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise EngineUnavailable(f"the neural voice is not in {file}: {error.strerror}", hint=_HINT) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise EngineUnavailable(f"{file} is not the voice that mathspeak knows", hint=_HINT)
        import onnxruntime

        # On Windows it does not listen to the environment.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # What a long phrase took would be kept for ever.
        options.enable_cpu_mem_arena = False
        content += _output(_STEPS, _INT64) + _output(_EXACT_STEPS, _FLOAT)
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    def say(self, ids: Sequence[int], pace: float, pitch: Sequence[float]) -> tuple[Array, Array]:
        """Samples from -1 to 1, and the sample at which each phoneme has been said.

        ``pace`` is a multiple of the voice's own, ``pitch`` a factor for each phoneme.
        """
        import numpy as np
        from hibari import dsp

        fed = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([1.0], np.float32)}
        *spectra, steps, exact = self._session.run(None, fed)
        lh, theta, ln, lr, phi, f0 = (part[0] for part in spectra)
        made = np.cumsum(steps.reshape(-1)) * _FRAMES_OF_A_STEP
        wanted = np.cumsum(np.maximum(exact.reshape(-1), 0.5)) * _FRAMES_OF_A_STEP / pace
        factors = np.repeat(np.asarray(pitch, np.float32), np.diff(made, prepend=0))
        f0 = f0 * np.r_[factors[_LEAD:], factors[-_LEAD:]]
        # Each frame of the result is made of the frame that was made for its part of the phoneme.
        frames = np.arange(round(float(wanted[-1]))) + 0.5
        source = np.interp(frames, np.r_[0.0, wanted], np.r_[0.0, made])
        nearest = np.minimum(source.astype(np.int64), made[-1] - 1)
        parts = [np.ascontiguousarray(part[..., nearest]) for part in (lh, theta, ln, lr, phi, f0)]
        samples = dsp.synth(*parts, np.random.default_rng(_NOISE_SEED))
        ends = np.interp(made - _LEAD, np.r_[0.0, made], np.r_[0.0, wanted])
        return samples, ends * dsp.HOP


_HINT = 'pip install --force-reinstall "mathspeak[neural]"'


def _output(name: str, kind: int) -> bytes:
    """What makes a network give out one of its inner values, to be put at the end of its file.

    The file is a message of protocol buffers, in which fields that come later are added to those before: a graph with
    one more output, its name, and its type of tensor.
    """
    value = _field(1, name.encode()) + _field(2, _field(1, bytes([0x08, kind])))
    return _field(7, _field(12, value))


def _field(number: int, content: bytes) -> bytes:
    # Short enough for lengths of one byte.
    return bytes([number << 3 | 2, len(content)]) + content
