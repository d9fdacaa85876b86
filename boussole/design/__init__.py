"""The look: DSFR components as strict tags, layouts, assets, gallery."""
