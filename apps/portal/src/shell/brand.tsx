import classes from './brand.module.css';

/** Logo of the product: a duty cycle. */
export function ProductSign({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden className={classes.sign}>
      <rect width="24" height="24" rx="6" />
      <path d="M4.5 16.5h3v-9h4.5v9h3v-9h3v9h1.5" />
    </svg>
  );
}

/** Logo of the maker on pages that show the maker's name: the first letter of the name in a ring. */
export function MakerSign({ name }: { readonly name: string }) {
  return (
    <span className={classes.maker} aria-hidden>
      {name.slice(0, 1)}
    </span>
  );
}
