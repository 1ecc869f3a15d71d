// What is dragged from the palette to the canvas carries the item's id under this type.
export const paletteDrag = 'application/x-ganvas-item'
