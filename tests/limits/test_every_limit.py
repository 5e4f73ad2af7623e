"""No limit without its test: every constant that bounds something is in this table, with its test or a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mathspeak"
NAME = re.compile(r"^_?(MOST|MAX|LONGEST|LARGEST|DEEPEST|FASTEST|SLOWEST|LOUDEST|QUIETEST)(_|$)|_(LIMIT|BOUND)$")
SAID = "it decides how something is said or shown, and refuses nothing"
LOOK = "it bounds how far is looked ahead, so that the cost stays in proportion: tests/limits/test_cost.py"
GUESS = "it tells speech from what is none, by measure: tests/engines/test_checks.py"
LIBRARY = "it is what a library or a format takes"

# The module and the constant; a test that is just under and just over it, or the reason.
LIMITS: dict[str, str] = {
    "audio.id3._MOST_LISTED": LIBRARY,
    "audio.mp3_info._MOST_MARKS": SAID,
    "audio.pcm.LOUDEST": LIBRARY,
    "audio.units.MAX_SECONDS": SAID,
    "audio.wav._LARGEST": "tests/audio/test_writing.py::test_a_wav_file_does_not_grow_beyond_what_its_sizes_can_say",
    "cache.archive._LONGEST_ABOUT": "tests/limits/test_core.py::test_the_bytes_of_what_a_backup_says_of_itself",
    "cache.entry.LARGEST": "tests/limits/test_core.py::test_the_bytes_of_an_entry",
    "cli.expression._LONGEST_STDIN": "tests/limits/test_core.py::test_the_bytes_of_standard_input",
    "cli.jsonl._LONGEST_LINE": "tests/limits/test_core.py::test_the_bytes_of_a_line_of_json",
    "config.SLOWEST": "tests/limits/test_core.py::test_the_numbers_of_the_settings",
    "config.FASTEST": "tests/limits/test_core.py::test_the_numbers_of_the_settings",
    "config.LONGEST_PAUSE": "tests/limits/test_core.py::test_the_numbers_of_the_settings",
    "config.QUIETEST": "tests/limits/test_core.py::test_the_numbers_of_the_settings",
    "config.LOUDEST": "tests/limits/test_core.py::test_the_numbers_of_the_settings",
    "documents.html.macros._MOST": "tests/limits/test_documents.py::test_the_macros_of_a_page",
    "documents.html.tree.MAX_DEPTH": "tests/limits/test_documents.py::test_the_nesting_of_html",
    "documents.markdown.cover._LONGEST": LOOK,
    "documents.markdown.front_matter._LONGEST": "tests/limits/test_documents.py::test_the_length_of_front_matter",
    "documents.markdown.front_matter._LONGEST_INTEGER": "tests/limits/test_documents.py::"
    "test_the_numbers_of_front_matter",
    "documents.markdown.grammar.MAX_NESTING": "tests/limits/test_documents.py::test_the_nesting_of_markdown",
    "documents.markdown.runs._DEEPEST_NOTE": "tests/limits/test_documents.py::test_notes_within_notes",
    "documents.notebook._LONGEST_OUTPUT": "tests/limits/test_documents.py::test_what_a_cell_of_a_notebook_prints",
    "documents.numbering._DEEPEST": SAID,
    "documents.numbering._LONGEST_ROMAN": SAID,
    "documents.reading.LARGEST": "tests/limits/test_documents.py::"
    "test_a_file_is_refused_by_its_size_alone_and_not_before",
    "documents.tex.definitions._LONGEST_PATTERN": LOOK,
    "documents.tex.definitions._MOST_INLINED": LOOK,
    "documents.tex.delimiters._LONGEST_CHECK": LOOK,
    "documents.tex.ends._LONGEST_LINE": LOOK,
    "documents.tex.ends._MOST_NESTED": LOOK,
    "documents.tex.expansion._DEEPEST": "tests/documents/tex/test_bounds.py::"
    "test_environments_that_call_themselves_are_left_out",
    "documents.tex.files._MOST_SPOKEN": "tests/limits/test_documents.py::test_the_templates_of_a_latex_document",
    "documents.tex.inclusion._DEEPEST": "tests/documents/tex/test_files.py::"
    "test_the_number_and_depth_of_files_are_bounded",
    "documents.tex.inlining._MOST_ROUNDS": "tests/documents/tex/test_bounds.py::"
    "test_macros_that_grow_without_end_are_left_out",
    "documents.tex.macros._MOST_ENDINGS": LOOK,
    "documents.tex.mouth._LONGEST_OPTION": LOOK,
    "documents.tex.reader._MOST_LINES": "tests/documents/tex/test_bounds.py::test_footnotes_in_footnotes_end_somewhere",
    "documents.tex.reading._MOST_DEFINITIONS": "tests/documents/tex/test_bounds.py::"
    "test_of_many_macros_formulas_get_those_that_they_use",
    "documents.tex.stack._MOST_GROUPS": "tests/documents/tex/test_bounds.py::test_deep_nesting_is_read_flat",
    "documents.tex.stack._MOST_NOTICES": "tests/documents/tex/test_bounds.py::"
    "test_notices_do_not_fill_the_memory_either",
    "documents.tex.tables._MOST_COLUMNS": "tests/limits/test_documents.py::test_the_columns_that_a_cell_spans",
    "documents.tex.unlisted._MOST_ARGUMENTS": LIBRARY,
    "engines.base.MAX_RATE": "tests/engines/test_base.py::test_a_rate_out_of_bounds_is_refused",
    "engines.chain.breaker.LONGEST_REST": "tests/engines/test_breaker.py::"
    "test_a_remembered_rest_is_never_longer_than_the_longest",
    "engines.chain.breaker._LONGEST_CAUSE": SAID,
    "engines.chain.rests._LARGEST_BYTES": "tests/limits/test_core.py::test_the_bytes_of_what_is_remembered_of_engines",
    "engines.checks._FASTEST_LETTERS": GUESS,
    "engines.checks._FASTEST_LETTERS_OF_OTHERS": GUESS,
    "engines.checks._SLOWEST_LETTERS": GUESS,
    "engines.children.child._LONGEST_LINE": "tests/engines/test_child.py::"
    "test_what_is_no_speech_is_refused_and_its_child_ended",
    "engines.children.child._MOST_BYTES": "tests/engines/test_child.py::"
    "test_what_is_no_speech_is_refused_and_its_child_ended",
    "engines.children.room._MOST_CHILDREN": "tests/engines/test_room.py::test_a_container_bounds_the_children",
    "engines.edge.engine.MAX_CHARS": "tests/engines/edge/test_speaking.py::"
    "test_the_longest_phrase_is_one_request_whatever_it_is_made_of",
    "engines.edge.service._LONGEST_SECONDS": "tests/engines/edge/test_failures.py::"
    "test_a_failure_is_told_for_what_it_is_within_its_time",
    "engines.edge.service._MOST_BYTES": "tests/engines/edge/test_failures.py::"
    "test_a_failure_is_told_for_what_it_is_within_its_time",
    "engines.edge.service._MOST_BYTES_PER_CHARACTER": "tests/engines/edge/test_failures.py::"
    "test_a_failure_is_told_for_what_it_is_within_its_time",
    "engines.edge.words._FASTEST_LETTERS": GUESS,
    "engines.espeak.library._LONGEST_DATA_PATH": LIBRARY,
    "engines.espeak.library._SLOWEST": LIBRARY,
    "engines.espeak.library._SLOWEST_RATE": LIBRARY,
    "engines.neural.text._LONGEST_NUMBER": SAID,
    "engines.phrases._LONGEST_PASSAGE": SAID,
    "engines.phrases._LONGEST_PIECE": SAID,
    "latex.commands.quick_matrices.LARGEST": "tests/limits/test_core.py::test_the_side_of_a_quick_matrix",
    "latex.forbidden._LONGEST_NAME": LOOK,
    "latex.stream.LONGEST_MESSAGE": "tests/limits/test_core.py::test_the_length_of_a_warning",
    "latex.stream.MOST_WARNINGS": "tests/limits/test_core.py::test_the_warnings_about_a_formula",
    "narration.assembly._LONGEST_ECHO": SAID,
    "narration.assembly._LONGEST_LOOK": LOOK,
    "narration.composer.MOST_FORMULAS": "tests/limits/test_documents.py::test_what_a_document_may_have_to_say",
    "narration.composer.MOST_SENTENCES": "tests/limits/test_documents.py::test_what_a_document_may_have_to_say",
    "narration.endings._LONGEST_TAIL": LOOK,
    "narration.formulas._MOST_LISTED": SAID,
    "narration.lengths.LONGEST": SAID,
    "narration.manifest._MOST_PROBLEMS": "tests/limits/test_documents.py::test_the_problems_that_a_manifest_lists",
    "narration.orders._LONGEST_PATH": "tests/limits/test_core.py::test_how_long_the_names_of_a_job_may_be",
    "narration.orders._LONGEST_TEXT": "tests/limits/test_core.py::test_what_an_order_may_ask_for",
    "narration.page.text._DEEPEST": SAID,
    "narration.queue.MOST_TRIES": "tests/services/test_queue.py::test_a_document_that_ends_its_workers_is_given_up",
    "narration.sentences._LONGEST": SAID,
    "narration.sentences._LONGEST_ASIDE": LOOK,
    "narration.sentences._LONGEST_LOOK": LOOK,
    "narration.subtitles.LONGEST_LINE": SAID,
    "narration.transcript._LONGEST_MARK": SAID,
    "server.gate._MOST_HEAD": "tests/limits/test_server.py::test_the_bytes_of_a_head",
    "server.log._LONGEST": SAID,
    "server.log._MOST_WORKERS": SAID,
    "server.parts._MOST_PARTS": "tests/limits/test_server.py::test_the_parts_of_a_formula",
    "server.problems._LONGEST": SAID,
    "server.rates._MOST_CALLERS": "the store of the package that counts drops the oldest; nothing is refused by it",
    "server.reading._LONGEST_KEPT": SAID,
    "server.trace._LONGEST_PATH": SAID,
    "server.voice._LONGEST": SAID,
    "speaker.LOUDEST": "tests/test_speaker.py::test_wrong_settings_are_errors",
    "speaker.QUIETEST": "tests/test_speaker.py::test_wrong_settings_are_errors",
    "speech.formats.pauses.LONGEST_FACTOR": "tests/limits/test_core.py::test_the_longest_pause_of_a_reading",
    "speech.formats.pitch._DEEPEST": SAID,
    "speech.styles.clearspeak.chemistry.LONGEST_SYMBOL": SAID,
    "speech.styles.clearspeak.letters.LONGEST_SPELLED": SAID,
    "speech.styles.clearspeak.simple.LARGEST_BOTTOM": SAID,
    "speech.styles.clearspeak.simple.LARGEST_TOP": SAID,
    "speech.styles.mathspeak.shapes.LARGEST_DENOMINATOR": SAID,
    "speech.styles.mathspeak.shapes.LARGEST_NUMERATOR": SAID,
    "speech.styles.natural.simple.WORD_LIMIT": SAID,
    "speech.words.de.numbers.LARGEST": "tests/limits/test_core.py::test_the_longest_number_that_is_said_in_words",
    "speech.words.en.numbers.LARGEST": "tests/limits/test_core.py::test_the_longest_number_that_is_said_in_words",
    "limits.MOST_BEYOND": "tests/limits/test_core.py::test_the_formulas_of_a_document_that_are_beyond_the_limits",
    # What is a setting or an argument.
    "limits.max_bytes": "tests/limits/test_core.py::test_the_defaults_hold_at_their_own_size",
    "limits.max_depth": "tests/latex/test_limits.py::test_depth_just_below_and_just_above",
    "limits.max_expansions": "tests/limits/test_core.py::test_the_defaults_hold_at_their_own_size",
    "limits.max_words": "tests/limits/test_core.py::test_the_defaults_hold_at_their_own_size",
    "limits.max_seconds": "tests/latex/test_limits.py::test_seconds",
    "limits.security": "tests/latex/test_forbidden.py::test_the_layer_can_be_taken_off",
    "bounds.max_bytes": "tests/limits/test_documents.py::test_the_bytes_of_a_latex_document",
    "bounds.max_expansions": "tests/limits/test_documents.py::test_the_macro_calls_that_one_may_lead_to",
    "bounds.max_files": "tests/limits/test_documents.py::test_the_files_of_a_latex_document",
    "bounds.max_macros": "tests/limits/test_documents.py::test_the_definitions_of_a_latex_document",
    "bounds.max_nesting": "tests/limits/test_documents.py::test_the_nesting_of_a_latex_document",
    "bounds.max_runs": "tests/limits/test_documents.py::test_the_pieces_of_a_latex_document",
    "server.max_batch": "tests/limits/test_server.py::test_the_formulas_of_a_batch",
    "server.max_body": "tests/limits/test_server.py::test_the_bytes_of_a_body",
    "server.max_connections": "tests/limits/test_server.py::test_the_connections_at_once",
    "server.max_sockets": "tests/server/test_live.py::test_there_are_only_so_many_sockets_and_idle_ones_are_closed",
    "server.max_speech": "tests/limits/test_server.py::test_the_characters_that_are_spoken_at_once",
    "server.rate": "tests/server/test_rates.py::test_a_burst_passes_and_then_one_at_a_time",
    "server.text_queue": "tests/server/test_attacks.py::test_too_much_work_at_once_is_refused_with_a_time_to_come_back",
    "server.header_seconds": "tests/server/test_attacks.py::test_a_head_that_never_ends_is_given_up",
    "server.body_seconds": "tests/server/test_attacks.py::test_a_body_that_drips_is_given_up",
    "server.request_seconds": "tests/server/test_attacks.py::test_an_answer_that_does_not_begin_in_time_is_given_up",
    "server.stall_seconds": "tests/server/test_attacks.py::test_who_does_not_read_is_left",
    "server.socket_seconds": "tests/server/test_live.py::test_there_are_only_so_many_sockets_and_idle_ones_are_closed",
    "server.grace_seconds": "tests/server/test_stopping.py::test_who_does_not_finish_in_time_is_left",
    "cache.max_bytes": "tests/cli/test_cache.py::test_the_limit_is_a_setting",
}


def constants() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            names = [part for target in targets for part in getattr(target, "elts", [target])]
            found |= {f"{module}.{one.id}" for one in names if isinstance(one, ast.Name) and NAME.search(one.id)}
    return found


def settings() -> set[str]:
    from mathspeak.config import ServerSettings
    from mathspeak.documents.tex.bounds import Bounds
    from mathspeak.limits import Limits

    found = {f"limits.{name}" for name in Limits.__slots__} | {f"bounds.{name}" for name in Bounds.__slots__}
    return found | {
        f"server.{name}" for name in ServerSettings().__dict__ if name.startswith("max_") and name != "max_age"
    }


def test_every_limit_is_in_the_table_and_nothing_else() -> None:
    assert constants() | settings() <= LIMITS.keys()
    assert {name for name in LIMITS if name.rpartition(".")[2].isupper()} <= constants()


@pytest.mark.parametrize("test", sorted({test for test in LIMITS.values() if "::" in test}))
def test_the_tests_of_the_table_exist(test: str) -> None:
    file, _, name = test.partition("::")
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), test
