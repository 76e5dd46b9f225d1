import QRCode from 'qrcode';
import { INK, type Page } from './page.js';

/** Draws a QR code with error correction level M, without a quiet zone. */
export function drawQr(
  { sheet: { pdf } }: Page,
  content: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const side = size / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) pdf.rect(x + column * side, y + row * side, side, side);
  pdf.fill(INK.strong);
}
