"""Scoring with points, reasons and ranges: one form, or a whole CSV.

`schema` checks values, `scoring` runs the model over rows, `reasons` puts lost points into words,
`csv_reader` and `csv_writer` know tables, `batch` joins them, `store` keeps scores in a case.
"""
