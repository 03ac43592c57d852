"""Under the sentence box: what becomes of a sentence, how a new film is made, and wishes about the open one."""
