"""Why a figure moved: the sentence of the file that names figure, direction and cause."""
