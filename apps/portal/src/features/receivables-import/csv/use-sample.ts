import { useEffect, useState } from 'react';
import { SAMPLE_BYTES } from './sample.js';

/** The beginning of a file, for the first rows that a form shows. */
export interface FileSample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads the beginning of a file in the browser; undefined until it is read. */
export function useSample(file: File | undefined): FileSample | undefined {
  const [sample, setSample] = useState<FileSample & { readonly file: File }>();
  useEffect(() => {
    if (file === undefined) return undefined;
    const reading = { isOver: false };
    void file
      .slice(0, SAMPLE_BYTES)
      .arrayBuffer()
      .then((buffer) => {
        if (!reading.isOver) setSample({ file, name: file.name, bytes: new Uint8Array(buffer) });
      });
    return () => {
      reading.isOver = true;
    };
  }, [file]);
  return sample?.file === file ? sample : undefined;
}
