"""From the blocks of a document to what is said of it: sentences, transcripts, subtitles, a page to read along."""
