// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace koma::eval {

/// What a score means; every report repeats those it tells.
struct Definition {
  const char* name;
  const char* meaning;
};

/// Of the self-contained scores: panels of our own generator, people outside the training set.
inline constexpr std::array<Definition, 12> judged_definitions = {
    {{"hair style, hair tone, accessory, outfit, girl/boy, eyes, expression, facing, view",
      "share of characters whose attribute the character judge, a small network trained on drawings of other people, "
      "reads as it was asked for. Not counted: outfits in close-ups; eyes of the laughing, surprised, crying, sleepy "
      "and "
      "winking; from behind everything but hair, outfit, view and the accessories one sees from there"},
     {"identity",
      "share of characters of whom hair style and tone, accessory, outfit and girl/boy, as far as the panel "
      "shows them, are all read right"},
     {"background, night", "share of panels whose place, and of places whose time of day, the panel judge reads right"},
     {"box IoU",
      "intersection over union of the character mask that the panel judge sees and that of the true drawing, "
      "in cells of 8 × 8 pixels, summed over all panels"},
     {"balloon F1",
      "2·found / (2·found + missed + stray) over all panels: dialogue boxes that were asked for against calm white "
      "places "
      "that a detector finds, one to one, at an intersection over union of at least 0.5; whatever is found elsewhere "
      "is "
      "stray. The detector looks for what the same panel drawn without balloons shows and the picture leaves out. "
      "Boxes on "
      "white ground, around which the true drawing is white to more than half, can be found by nobody and are not "
      "counted"},
     {"clear balloon", "share of dialogue boxes of whose inner ellipse (80 %) at least 95 % is white"},
     {"ceiling", "what the judges find in true drawings, finished like the model's pictures"},
     {"chance", "what they find in the model's pictures when other conditions of the same panel size are looked for"},
     {"95 %",
      "of counted shares the interval of Wilson (1927), of box IoU and balloon F1 a percentile bootstrap over "
      "whole panels with 2000 draws"},
     {"difference",
      "the model's score minus that of the same panels, seeds and judges with less told; 95 % from a paired "
      "bootstrap over panels with 2000 draws"},
     {"reference swap",
      "mean absolute difference, in 8-bit greys, of two pictures that differ in one character's "
      "reference only, inside and outside its box"},
     {"moved balloon",
      "roughness (mean difference of neighbours) and white share where a dialogue box was, before and "
      "after it is moved to the other side"}}};

/// Of the public scores, for pictures by anybody.
inline constexpr std::array<Definition, 6> public_definitions = {
    {{"FID",
      "Fréchet distance (Heusel et al. 2017) of Gaussians fitted to 2048 features (\"pool3\") of TensorFlow's "
      "Inception v3 "
      "of 2015-12-05, weights in pytorch-fid's names: pictures as RGB, stretched to 299 × 299 pixels (bilinear, "
      "without "
      "smoothing), −1 to 1; covariances divided by n − 1; the root of their product over eigenvalues in float64. Lower "
      "is "
      "better; with few pictures it is too high, so compare only numbers of equal n"},
     {"CLIP score",
      "mean over panels of 100 · max(cos, 0) of CLIP's picture and text embeddings for the caption, cut after 75 "
      "tokens; "
      "pictures as CLIP takes them, the shorter edge scaled and the middle cut out. Which CLIP: the folder that was "
      "given"},
     {"DINO-I",
      "mean cosine of the class tokens of a picture and its original, both whole panels stretched to the "
      "encoder's square (DINO: its image_size, DINOv2: 16 patches a side). Which DINO: the folder that was given"},
     {"DINO-C", "the same of what lies in a character's box, in the picture and in the original: mean over characters"},
     {"dialogue F1",
      "2·found / (2·found + missed + stray) over all panels: the annotations' dialogue boxes against balloons that a "
      "detector finds in the picture, one to one, at an intersection over union of at least 0.5. The detector is our "
      "own "
      "(engine/eval/balloon_detector.h): bright, calm, convex regions; it needs no model and takes other white things "
      "for "
      "balloons, so look at the originals' value too"},
     {"95 %", "percentile bootstrap over panels with 2000 draws; FID has none"}}};

/// Of pictures that show given subjects: MS-Bench. Its authors published no code for their scores (specs/msdiffusion.md
/// 16), so these are ours.
inline constexpr std::array<Definition, 7> benchmark_definitions = {
    {{"CLIP-T",
      "mean over samples of the cosine of CLIP's embeddings of the picture and of the benchmark's prompt, without "
      "words "
      "that were put before it for drawing. Which CLIP: the folder that was given"},
     {"CLIP-I",
      "mean over samples of the mean over subjects of the cosine of CLIP's embeddings of the whole picture and of the "
      "subject's own picture; both with the shorter edge scaled and the middle cut out, as CLIP takes them"},
     {"DINO",
      "the same with the class tokens of a DINO encoder, both pictures with the shorter edge scaled (bicubic) to 8/7 "
      "of "
      "its side and the middle cut out: 256, then 224 pixels. Which DINO: the folder that was given"},
     {"M-DINO",
      "mean over samples of the product over subjects of max(cosine, 0) of the same class tokens: a subject that is "
      "missing costs all. Products of three are smaller than of two: compare kinds of combinations, not all, where "
      "their share differs"},
     {"DINO in boxes, M-DINO in boxes",
      "the same of what lies in the subject's box instead of the whole picture, as ours: who stands elsewhere does not "
      "count"},
     {"samples", "pictures that are measured, one per prompt of a combination"},
     {"95 %", "percentile bootstrap over samples with 2000 draws"}}};

}  // namespace koma::eval
