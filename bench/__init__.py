"""Measures the product against its promises: the real server, many phones, honest clocks.

`python -m bench` runs every scenario and keeps the table under results/;
`python -m bench SCENARIO` runs one and prints what was found.
"""
