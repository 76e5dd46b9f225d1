import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface CustomerLinkProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly className?: string;
  /** Replaces the name. */
  readonly children?: ReactNode;
}

/** The name of a customer, as a link to its page in the maker console. */
export function CustomerLink({ customer, className, children }: CustomerLinkProps) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={className}>
      {children ?? customer.name}
    </Link>
  );
}
