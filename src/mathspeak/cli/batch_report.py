"""What people see of a batch as it goes, and what it leaves: the manifest and the playlist."""

from __future__ import annotations

from contextlib import closing

from mathspeak.cli.console import counted, say
from mathspeak.cli.exit_codes import ExitCode
from mathspeak.cli.progress import Progress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from mathspeak.narration.manifest import Entry, Manifest
    from mathspeak.narration.plan import Job
    from mathspeak.narration.sound import Sound

# Warnings of one document that are shown; the manifest has them all.
_SHOWN = 3


def finish(
    jobs: Sequence[Job],
    made: Generator[Entry, None, None],
    manifest: Manifest,
    audio: str,
    sound: Sound | None = None,
    rest: str = "",
) -> int:
    """Go through all documents as they are made, and return the exit status.

    Whatever happens, the manifest is written, in the order of the jobs; with ``audio`` there is a playlist, too.
    ``sound`` is what speaks here, ``rest`` says what becomes of the others after an interruption.
    """
    from mathspeak.narration.manifest import FAILED

    entries: dict[str, Entry] = {}
    try:
        with Progress("batch", len(jobs), "documents") as shown, closing(made):
            for entry in made:
                entries[entry["name"]] = entry
                shown.step(_in_one_line(_line(entry)), [_in_one_line(detail) for detail in _details(entry)])
    except KeyboardInterrupt:
        say(
            f"Interrupted: {len(entries)} of {len(jobs)} documents made; {rest or 'the same command goes on from here'}"
        )
        raise
    finally:
        for job in jobs:
            if job.name in entries:
                manifest.add(entries[job.name])
        path = manifest.save()
    if audio:
        _write_playlist(manifest, audio)
    outdated = [file for name in entries for file in manifest.outdated(name)]
    if outdated:
        say(_in_one_line(f"Still there, and made of an earlier state of what failed now: {_listed(outdated)}"))
    failed = sum(entry["state"] == FAILED for entry in entries.values())
    if sound:
        say(f"{counted(sound.made, 'recording')} made, {sound.found} from the cache")
    say(f"{len(entries) - failed} of {len(jobs)} documents made; what became of each is in {path}")
    return ExitCode.INPUT if failed else ExitCode.OK


def _write_playlist(manifest: Manifest, audio: str) -> None:
    from mathspeak.narration.files import write
    from mathspeak.narration.manifest import playlist

    sounding = [entry for entry in manifest.entries.values() if entry["seconds"]]
    if len(sounding) > 1:
        write(manifest.folder / "playlist.m3u8", playlist(sounding, f".{audio}"))


def _line(entry: Entry) -> str:
    if entry["error"]:
        return f"{entry['source']}: Error: {entry['error']['message']}"
    told = f"{counted(entry['sentences'], 'sentence')}, {counted(entry['formulas'], 'formula')}"
    if entry["problems"]:
        told += f", {counted(entry['problems'], 'warning')}"
    if entry["skipped"]:
        told += f", {sum(entry['skipped'].values())} left out"
    return f"{entry['source']}: {told}"


def _in_one_line(text: str) -> str:
    """Names of files may have line breaks, and would say what they like in lines of their own."""
    return text.replace("\n", "\ufffd")


def _listed(files: list[str]) -> str:
    more = len(files) - _SHOWN
    return ", ".join(files[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _details(entry: Entry) -> list[str]:
    if entry["error"]:
        hint = entry["error"].get("hint")
        return [f"Hint: {hint}"] if hint else []
    return [f"Warning: {warning['message']}" for warning in entry["warnings"][:_SHOWN]]
