"""What the parts of a page are: headings, lists, tables with cells, running lines."""
