"""Charts that Word can edit: drawn by Word itself from numbers in a workbook within the file."""

from pmqa_workshop.documents.charts.drawing import Size, chart_paragraph, drop_unused_charts
from pmqa_workshop.documents.charts.shapes import Chart, Series, Shape

__all__ = ["Chart", "Series", "Shape", "Size", "chart_paragraph", "drop_unused_charts"]
