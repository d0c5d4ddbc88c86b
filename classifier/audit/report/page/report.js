"use strict";

/* Without this script the report is whole: it only filters, sorts and opens what is there. */

const list = document.getElementById("post-list");
if (list) {
  const posts = [...list.querySelectorAll(".post")];
  const controls = document.getElementById("post-controls");
  const [label, kind, order, words] = ["label", "kind", "order", "words"].map((name) => controls.querySelector(`[name=${name}]`));
  const count = document.getElementById("post-count");

  const score = (post) => Number(post.dataset[label.value === "any" ? "highest" : `score_${label.value}`] ?? 0);
  const orders = {
    highest: (one, other) => score(other) - score(one),
    lowest: (one, other) => score(one) - score(other),
    newest: (one, other) => Number(other.dataset.time || -Infinity) - Number(one.dataset.time || -Infinity),
    oldest: (one, other) => Number(one.dataset.time || Infinity) - Number(other.dataset.time || Infinity),
    place: (one, other) => Number(one.dataset.place) - Number(other.dataset.place),
  };

  const show = () => {
    const sought = words.value.trim().toLowerCase();
    const shown = posts.filter(
      (post) =>
        (label.value === "any" || post.dataset.labels.split(" ").includes(label.value)) &&
        (kind.value === "any" || post.dataset.kind === kind.value) &&
        (!sought || post.textContent.toLowerCase().includes(sought)),
    );
    const chosen = new Set(shown);
    for (const post of posts) post.hidden = !chosen.has(post);
    const compare = orders[order.value];
    list.append(...shown.sort((one, other) => compare(one, other) || Number(one.dataset.place) - Number(other.dataset.place)));
    count.textContent = `${shown.length} of ${posts.length} posts`;
  };
  for (const control of [label, kind, order, words]) control.addEventListener("input", show);

  const open = (wanted) => () => {
    for (const post of posts) if (!post.hidden) post.querySelector("details").open = wanted;
  };
  document.getElementById("show-all").addEventListener("click", open(true));
  document.getElementById("hide-all").addEventListener("click", open(false));
  controls.hidden = false;
  show();
}

const value = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
};

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "descending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((one, other) => {
        const [first, second] = [value(one, column), value(other, column)];
        const compared = typeof first === "number" ? first - second : String(first).localeCompare(String(second));
        return down ? -compared : compared;
      });
      body.append(...rows);
    });
  });
}
