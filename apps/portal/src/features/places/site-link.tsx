import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface SiteLinkProps {
  readonly site: { readonly id: string; readonly name: string };
  readonly className?: string;
  /** Replaces the name. */
  readonly children?: ReactNode;
}

/** The name of a site, as a link to its page in the maker console. */
export function SiteLink({ site, className, children }: SiteLinkProps) {
  return (
    <Link to="/sites/$siteId" params={{ siteId: site.id }} className={className}>
      {children ?? site.name}
    </Link>
  );
}
