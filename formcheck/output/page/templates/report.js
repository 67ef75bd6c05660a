"use strict";
const all = (what) => [...document.querySelectorAll(what)];
all(".curve").forEach((curve, set) => {
  const values = JSON.parse(all("script.values")[set].textContent), readout = all(".readout")[set];
  const cursor = curve.querySelector(".cursor");
  const figure = (x, digits) => x.toLocaleString(document.documentElement.lang, {
    useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits ?? 20,
  });
  const nearest = (t, at) => {
    let a = 0, b = t.length - 1;
    while (b - a > 1) { const m = (a + b) >> 1; if (t[m] < at) a = m; else b = m; }
    return at - t[a] < t[b] - at ? a : b;
  };
  const show = (event) => {
    const svg = [...curve.querySelectorAll("svg")].find((s) => s.getBoundingClientRect().width);
    const frame = svg.getBoundingClientRect(), scale = frame.width / svg.viewBox.baseVal.width;
    const boxes = values.boxes[svg.classList.contains("wide") ? "wide" : "narrow"];
    const x = (event.clientX - frame.left) / scale, first = boxes[0], last = boxes[boxes.length - 1];
    if (x < first.left || x > first.right) return hide();
    const at = first.start_s + (x - first.left) / (first.right - first.left) * (first.end_s - first.start_s);
    const i = nearest(values.t, at), t = values.t[i];
    const inside = values.spans.find((s) => s.start_s <= t && t <= s.end_s);
    const parts = values.curves.map((c) => `${c.name} ${c.x[i] === null ? values.unseen : figure(c.x[i]) + c.sign}`);
    readout.textContent = [`${figure(t, 2)} s`, ...parts, ...(inside ? [inside.text] : [])].join(" · ");
    Object.assign(cursor.style, {
      display: "block", left: `${scale * (first.left + (t - first.start_s) / (first.end_s - first.start_s) * (first.right - first.left))}px`,
      top: `${scale * first.top}px`, height: `${scale * (last.bottom - first.top)}px`,
    });
  };
  const hide = () => { readout.textContent = "\u00a0"; cursor.style.display = "none"; };
  curve.addEventListener("pointermove", show);
  curve.addEventListener("pointerdown", show);
  curve.addEventListener("pointerleave", hide);
});
