import { ApiProblem } from '../problems/problem.js';
import { ErrorState } from '../ui/feedback/error-state.js';
import { NotFoundPage } from './not-found-page.js';

interface CrashPageProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Error page for a page that failed to render: states that the data is safe and offers a retry. */
export function CrashPage({ error, onRetry }: CrashPageProps) {
  if (error instanceof ApiProblem && error.problem.status === 404) return <NotFoundPage />;
  return <ErrorState error={error} onRetry={onRetry} />;
}
