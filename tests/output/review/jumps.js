// The places of findings that the page does not bring into view with exactly their characters lit.
async (every) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const lost = [];
  for (const finding of findings) {
    for (const [at, place] of finding.where.entries()) {
      if (!every && at > 0 && at < finding.where.length - 1) continue;
      select('finding', finding, { go: true, at });
      for (let count = 0; count < 3; count++) await frame();
      const lit = [...document.querySelectorAll('#paper .here')];
      const shown = lit.map((element) => element.textContent).join('');
      const view = byId('view-document').getBoundingClientRect();
      const seen = lit[0]?.getBoundingClientRect();
      const inView = seen && seen.top < view.bottom && seen.bottom > view.top;
      if (shown !== show(text.slice(place.start, place.end)) || !inView) lost.push([finding.id, at, shown]);
    }
  }
  return lost;
}
