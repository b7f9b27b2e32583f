"""Processes as BPMN 2.0: drawn, written, read."""

from motcua.domain.workflow.bpmn.chart import Chart, Shape, full_chart, node_of, plain_chart
from motcua.domain.workflow.bpmn.findings import Finding, FindingCode
from motcua.domain.workflow.bpmn.layout import FULL, PLAIN, Box, Diagram, Measures, Point, lay_out
from motcua.domain.workflow.bpmn.parsing import BpmnUnreadable
from motcua.domain.workflow.bpmn.reading import Reading, read_bpmn
from motcua.domain.workflow.bpmn.writing import process_to_bpmn

__all__ = [
    "FULL",
    "PLAIN",
    "Box",
    "BpmnUnreadable",
    "Chart",
    "Diagram",
    "Finding",
    "FindingCode",
    "Measures",
    "Point",
    "Reading",
    "Shape",
    "full_chart",
    "lay_out",
    "node_of",
    "plain_chart",
    "process_to_bpmn",
    "read_bpmn",
]
