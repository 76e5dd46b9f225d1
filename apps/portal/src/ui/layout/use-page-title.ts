import { useDocumentTitle } from '@mantine/hooks';

/** Names the browser's tab after the page. */
export function usePageTitle(title: string): void {
  useDocumentTitle(title === '' ? 'Dutycycle' : `${title} · Dutycycle`);
}
