"""Words from pictures: turned upright, cropped, recognised."""
