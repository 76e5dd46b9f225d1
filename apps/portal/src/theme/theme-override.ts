import type { MantineColorsTuple, MantineThemeOverride } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e3f1f2',
  '#cfe6e8',
  '#9cccd0',
  '#6bd0d7',
  '#45bcc5',
  '#2a98a1',
  '#0b6b74',
  '#08545c',
  '#1f5a61',
  '#12343a',
];

const red: MantineColorsTuple = [
  '#fdebe9',
  '#f9d3ce',
  '#f3aaa2',
  '#ff7f73',
  '#f2594b',
  '#dd4232',
  '#c8321f',
  '#b3231b',
  '#8f1b15',
  '#391715',
];

const INTER = "'Inter Variable', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', system-ui, sans-serif";

/**
 * The component kit's theme as plain data: sizes, radius, heights and type of the design system. Colours of surfaces,
 * text and states are CSS variables in `tokens.css`; `kit.css` maps the kit's components to them.
 */
export const themeOverride: MantineThemeOverride = {
  fontFamily: INTER,
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  primaryColor: 'petrol',
  primaryShade: { light: 6, dark: 4 },
  colors: { petrol, red },
  white: '#ffffff',
  black: '#10191c',
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '10px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontSizes: {
    xs: 'var(--text-xs)',
    sm: 'var(--text-md)',
    md: 'var(--text-md)',
    lg: 'var(--text-lg)',
    xl: 'var(--text-title)',
  },
  lineHeights: {
    xs: 'var(--line-xs)',
    sm: 'var(--line-md)',
    md: 'var(--line-md)',
    lg: 'var(--line-lg)',
    xl: 'var(--line-title)',
  },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: '0 6px 20px rgb(16 25 28 / 12%)',
    lg: '0 6px 20px rgb(16 25 28 / 12%)',
    xl: '0 16px 48px rgb(16 25 28 / 20%)',
  },
  headings: {
    fontFamily: INTER,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: 'var(--text-page)', lineHeight: 'var(--line-page)' },
      h2: { fontSize: 'var(--text-title)', lineHeight: 'var(--line-title)' },
      h3: { fontSize: 'var(--text-md)', lineHeight: 'var(--line-md)' },
      h4: { fontSize: 'var(--text-md)', lineHeight: 'var(--line-md)' },
      h5: { fontSize: 'var(--text-sm)', lineHeight: 'var(--line-sm)' },
      h6: { fontSize: 'var(--text-sm)', lineHeight: 'var(--line-sm)' },
    },
  },
  components: {
    Button: { defaultProps: { variant: 'filled' } },
    ActionIcon: { defaultProps: { variant: 'subtle' } },
    // The component kit's scroll lock writes an inline style sheet, which the content security policy forbids.
    Modal: {
      defaultProps: {
        lockScroll: false,
        radius: 'md',
        centered: true,
        shadow: 'xl',
        transitionProps: { duration: 120 },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, shadow: 'xl', transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'sm', transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'sm', transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 120 }, openDelay: 200 } },
    // A hint above the input would push it below the other inputs of its row.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] } },
    // If a list opened when an error focuses its field, it would cover the errors below.
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false, openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
    Loader: { defaultProps: { size: 16, type: 'oval' } },
  },
};
