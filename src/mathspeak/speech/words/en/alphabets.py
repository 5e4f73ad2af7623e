"""The alphabets as MathSpeak and ClearSpeak call them."""

ALPHABETS = {
    "bold": "bold",
    "italic": "italic",
    "bold-italic": "bold italic",
    "script": "script",
    "bold-script": "bold script",
    "formal-script": "script",
    "fraktur": "German",
    "bold-fraktur": "bold German",
    "double-struck": "double struck",
    "sans": "sans serif",
    "sans-bold": "sans serif bold",
    "sans-italic": "sans serif italic",
    "sans-bold-italic": "sans serif bold italic",
    "mono": "monospace",
}
