/** What keeps a tag from being released. */
export function problemsOfRelease(tag: string, version: string, changelog: string): readonly string[] {
  const headings = [...changelog.matchAll(/^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/gm)];
  const [, , date] = headings.find(([, name]) => name === version) ?? [];
  const unreleased = /^## \[Unreleased\]\n(.*?)(?=^## |$(?![\s\S]))/ms.exec(changelog)?.[1] ?? '';
  return [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, and package.json says ${version}.`]),
    ...(date === undefined ? [`CHANGELOG.md has no section for ${version} with a date.`] : []),
    ...(unreleased.trim() === '' ? [] : ['CHANGELOG.md still has something under Unreleased.']),
  ];
}
