/** Default height of a chart, in px. */
export const CHART_HEIGHT = 220;
