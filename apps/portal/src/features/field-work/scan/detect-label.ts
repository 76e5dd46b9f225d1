import { prepareZXingModule, BarcodeDetector } from 'barcode-detector/ponyfill';
// The decoder comes with the build: a plant's network reaches nothing else.
import decoderAddress from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? decoderAddress : prefix + path),
  },
});

const detector = new BarcodeDetector({ formats: ['qr_code'] });

/** The text of a QR code in the picture; undefined while there is none. */
export async function detectLabel(picture: ImageBitmapSource): Promise<string | undefined> {
  const codes = await detector.detect(picture);
  return codes[0]?.rawValue;
}
