import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../problems/problem.js';

/**
 * The page's only query client. It does not retry requests that the server rejected with a status below 500, and
 * retries all other failures twice.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => !(error instanceof ApiProblem && error.problem.status < 500) && count < 2,
      refetchOnWindowFocus: true,
    },
  },
});
