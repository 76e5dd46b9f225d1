import { useEffect, useRef, useState } from 'react';
import { upload } from '../../../api/upload.js';
import { useStale } from '../../../api/use-stale.js';
import { loadErrorTexts } from '../../../i18n/i18n.js';
import { ApiProblem, type Problem, problemOf } from '../../../problems/problem.js';
import { keepFile } from './kept-files.js';

const MEGABYTE = 1024 * 1024;
/** Largest file that the server accepts, in mebibytes. */
const MAX_MEGABYTES = 200;

export interface UploadedFile {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** Share of the file that was sent, from 0 to 1. */
  readonly share: number;
  /** ID of the import; null until the file is sent. */
  readonly importId: string | null;
  readonly problem: Problem | null;
}

interface Uploads {
  readonly files: readonly UploadedFile[];
  /** Adds files to the queue. They are sent one after another. */
  readonly add: (files: readonly File[]) => void;
  /** Removes a file from the list. A file that is being sent is cancelled. */
  readonly remove: (key: number) => void;
}

/**
 * Sends files one after another. A file that fails does not stop the others.
 * @param onSent called after the last file of the queue, with the IDs of all imports that were created
 */
export function useUploads(onSent: (importIds: readonly string[]) => void): Uploads {
  const stale = useStale();
  const [files, setFiles] = useState<readonly UploadedFile[]>([]);
  const queue = useRef<{ readonly key: number; readonly file: File; readonly abort: AbortController }[]>([]);
  const isSending = useRef(false);
  const nextKey = useRef(1);
  const change = (key: number, part: Partial<UploadedFile>): void =>
    setFiles((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));

  useEffect(
    () => () => {
      for (const { abort } of queue.current) abort.abort();
    },
    [],
  );

  const sendAll = async (): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    const sent: string[] = [];
    for (let next = queue.current[0]; next !== undefined; next = queue.current[0]) {
      const { key, file, abort } = next;
      change(key, { state: 'sending' });
      try {
        const { id } = await send(file, abort.signal, (share) => change(key, { share }));
        keepFile(id, file);
        sent.push(id);
        change(key, { state: 'sent', share: 1, importId: id });
        await stale('statement-imports');
      } catch (error) {
        await loadErrorTexts();
        if (!abort.signal.aborted) change(key, { state: 'failed', problem: problemOf(error) });
      }
      queue.current.shift();
    }
    isSending.current = false;
    if (sent.length > 0) onSent(sent);
  };

  return {
    files,
    add: (chosen) => {
      const added = chosen.map((file) => ({ key: nextKey.current++, file, abort: new AbortController() }));
      queue.current.push(...added);
      setFiles((before) => [
        ...before.filter(({ state }) => state !== 'sent'),
        ...added.map(({ key, file }) => ({
          ...{ key, name: file.name, bytes: file.size },
          ...{ state: 'waiting' as const, share: 0, importId: null, problem: null },
        })),
      ]);
      void sendAll();
    },
    remove: (key) => {
      queue.current.find((one) => one.key === key)?.abort.abort();
      setFiles((before) => before.filter((one) => one.key !== key));
    },
  };
}

async function send(
  file: File,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ readonly id: string }> {
  signal.throwIfAborted();
  if (file.size > MAX_MEGABYTES * MEGABYTE)
    throw new ApiProblem({
      status: 413,
      code: 'receivables.statement_too_large',
      params: { limit: MAX_MEGABYTES },
    });
  return upload('/statement-imports', { query: { name: file.name }, file, onProgress, signal });
}
