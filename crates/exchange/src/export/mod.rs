//! Files out: supplier and internal workbooks, templates, chart pictures.
