import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../../../api/transport.js';
import { ApiProblem } from '../../../problems/problem.js';

const PIECE_BYTES = 8 * 1024 * 1024;
const ATTEMPTS = 8;
const PAUSE_MS = 1000;

export interface Upload {
  /** Uploaded bytes; undefined while no upload is in progress. */
  readonly uploaded: number | undefined;
  readonly failure: unknown;
  /** Uploads a file from an offset; resolves to false if the upload failed or was interrupted by leaving the page. */
  send(id: string, file: File, from: number): Promise<boolean>;
}

/** Uploads a file in chunks. After a lost connection it asks the server for the offset and resumes there. */
export function useUpload(): Upload {
  const [uploaded, setUploaded] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const send = useCallback(async (id: string, file: File, from: number): Promise<boolean> => {
    setFailure(undefined);
    setUploaded(from);
    try {
      let at = from;
      for (let attempt = 1; at < file.size && !isGone.current;) {
        try {
          const piece = file.slice(at, at + PIECE_BYTES);
          const answer = await request('PUT', '/history-imports/{id}/content', {
            path: { id },
            query: { offset: at },
            body: piece,
          });
          at = answer.uploaded;
          attempt = 1;
        } catch (error) {
          const isRejected =
            error instanceof ApiProblem && error.problem.status < 500 && error.problem.status !== 409;
          if (isRejected || ++attempt > ATTEMPTS) throw error;
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
          at =
            (await request('GET', '/history-imports/{id}', { path: { id } }).catch(() => undefined))
              ?.uploaded ?? at;
        }
        setUploaded(at);
      }
      return at >= file.size;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setUploaded(undefined);
    }
  }, []);
  return { uploaded, failure, send };
}
