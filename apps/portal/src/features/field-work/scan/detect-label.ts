import { prepareZXingModule, BarcodeDetector } from 'barcode-detector/ponyfill';
// The decoder is part of the build, because a plant's network may block other hosts.
import decoderAddress from 'zxing-wasm/reader/zxing_reader.wasm?url';

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? decoderAddress : prefix + path),
  },
});

const detector = new BarcodeDetector({ formats: ['qr_code'] });

/** Returns the text of a QR code in the picture; undefined if there is none. */
export async function detectLabel(picture: ImageBitmapSource): Promise<string | undefined> {
  const codes = await detector.detect(picture);
  return codes[0]?.rawValue;
}
