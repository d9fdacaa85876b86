"""The pages of the directory, the same in the extranet and in the animation: one code, two layouts."""
