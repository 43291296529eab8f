"""Parts of the plan built in code: tables whose columns the data decides."""
