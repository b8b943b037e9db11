"""Reports as a folder of static HTML: pages as plain data, charts as SVG, templates, and the site.

`page.page_of` runs where the report is, and gives plain data that can be sent to another process;
`site.write` makes the files. Needs the extra `report`.
"""
