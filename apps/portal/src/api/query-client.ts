import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../problems/problem.js';

/** One client for the page. What the server refused is not asked again; what did not answer is, twice. */
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
