"""The life of a request, one file for each thing people do with one."""
