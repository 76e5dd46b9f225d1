/** One or two initials of a name: "Lin Shifan" gives LS, "Lin" gives LI, 林师傅 gives 林. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0] ?? '';
  if (/\p{Script=Han}/u.test(first)) return [...first][0] ?? '';
  const second = words.length > 1 ? words[words.length - 1]?.slice(0, 1) : first.slice(1, 2);
  return `${first.slice(0, 1)}${second ?? ''}`.toUpperCase();
}
