/** Height of a chart that names none, px. */
export const CHART_HEIGHT = 220;
