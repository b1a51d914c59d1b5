"""Reports as tables of HTML: lists with bars, and the plain figures behind a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musicanalyser.render.charts.svg_marks import number, written
from musicanalyser.render.list_columns import ListColumns, list_columns
from musicanalyser.render.table_text import TextTable, as_number
from musicanalyser.render.web.html_text import name_html, value_html
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report, Row

_FULL = 100


def list_table(report: Report) -> str:
    """Return the rows of a list: each name with the text beside it and its bar."""
    lanes = list_columns(report)
    largest = 0.0
    if lanes.bar is not None:
        largest = max((as_number(row[lanes.bar]) or 0 for row in report.rows), default=0)
    table = _List(report=report, lanes=lanes, largest=largest)
    rows = "".join(map(table.row, report.rows))
    return f"<table><thead>{table.head()}</thead><tbody>{rows}</tbody></table>"


def plain_table(table: TextTable) -> str:
    """Return text in rows and columns."""
    classes = [' class="number"' if right else "" for right in table.right]
    head = _cells("th", table.head, [f'{each} scope="col"' for each in classes])
    rows = (f"<tr>{_cells('td', row, classes)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cells(tag: str, texts: Sequence[str], attributes: Sequence[str]) -> str:
    return "".join(
        f"<{tag}{attribute}>{name_html(text)}</{tag}>"
        for text, attribute in zip(texts, attributes, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """A list whose bars are relative to the largest value."""

    report: Report
    lanes: ListColumns
    largest: float

    def head(self) -> str:
        columns, lanes = self.report.columns, self.lanes
        titles = [written(columns[lanes.name].title)]
        rank = '<th class="number" scope="col"><abbr title="Rank">#</abbr></th>'
        cells = [
            rank if lanes.rank is not None else "",
            f'<th scope="col">{titles[0]}</th>',
            *(
                f'<th class="{self._role(place)}" scope="col">{written(columns[place].title)}</th>'
                for place in lanes.others
            ),
        ]
        return f"<tr>{''.join(cells)}</tr>"

    def row(self, row: Row) -> str:
        return f"<tr>{''.join(self._cells(row))}</tr>"

    def _cells(self, row: Row) -> Iterator[str]:
        columns, lanes = self.report.columns, self.lanes
        if lanes.rank is not None:
            yield f'<td class="number side">{format_value(row[lanes.rank], ColumnKind.COUNT)}</td>'
        name = name_html(format_value(row[lanes.name], columns[lanes.name].kind))
        yield f'<td class="name">{name}{self._second(row)}{self._bar(row)}</td>'
        for place in lanes.others:
            yield f'<td class="{self._role(place)}">{value_html(row[place], columns[place])}</td>'

    def _second(self, row: Row) -> str:
        place = self.lanes.second
        if place is None:
            return ""
        text = format_value(row[place], ColumnKind.TEXT)
        return f' <span class="second">{name_html(text)}</span>'

    def _bar(self, row: Row) -> str:
        """Return a bar, whose gradient is as long as the largest one."""
        amount = None if self.lanes.bar is None else as_number(row[self.lanes.bar])
        if amount is None or not self.largest:
            return ""
        percent = _FULL * max(amount, 0) / self.largest
        length = f"width:{number(percent)}%" if percent else "display:none"
        gradient = f"background-size:{_FULL * _FULL / percent:.0f}% 100%" if percent else ""
        return f'<span class="bar" aria-hidden="true"><i style="{length};{gradient}"></i></span>'

    def _role(self, place: int) -> str:
        """Return the class of a cell; on a narrow screen only the main figure and changes stay."""
        kind = self.report.columns[place].kind
        is_text = kind in {ColumnKind.TEXT, ColumnKind.FLAG}
        keeps = place in {self.lanes.figure, self.lanes.change}
        return " ".join((*["number"] * (not is_text), *["extra"] * (not keeps))) or "text"
