//! The machine's camera in a dialog: look, take, keep or take again. The picture is made small before it leaves the
//! page, so that nothing of a size that no link could carry is even handed over.

mod device;

use web_sys::{HtmlVideoElement, MediaStream};
use yew::prelude::*;

use self::device::Trouble;
use crate::{Banner, Button, Dialog, FileButton, Look, Tone, file_button::Chosen, t};

/// Properties of [`Camera`].
#[derive(Properties, PartialEq)]
pub struct CameraProps {
    /// Heading.
    pub title: AttrValue,
    /// Name of the picture's file, without its end.
    pub name: AttrValue,
    /// Longest edge of the picture, in pixels.
    pub edge: u32,
    /// The camera that looks at whoever sits before the screen, where there are two.
    #[prop_or_default]
    pub front: bool,
    /// Largest file that is taken instead of a picture, in bytes.
    pub most: f64,
    /// A picture was taken, or a file chosen.
    pub on_take: Callback<Chosen>,
    /// A file was chosen that is larger; its bytes.
    pub on_large: Callback<f64>,
    /// Closed without a picture.
    pub on_close: Callback<()>,
    /// Test hook of the file route.
    #[prop_or_default]
    pub test: Option<AttrValue>,
}

/// What the dialog shows.
#[derive(Clone, PartialEq)]
enum Phase {
    /// The camera is asked for.
    Opening,
    /// What it sees.
    Live(MediaStream),
    /// What was taken: `data:image/jpeg;base64,…`.
    Taken(String),
    /// There is no camera to use.
    Failed(Trouble),
}

/// The dialog.
#[component(Camera)]
pub fn camera(props: &CameraProps) -> Html {
    let phase = use_state(|| Phase::Opening);
    let front = use_state(|| props.front);
    let again = use_state(|| 0_u32);
    let several = use_state(|| false);
    let video = use_node_ref();
    {
        let (phase, several) = (phase.clone(), several.clone());
        use_effect_with((*front, *again), move |(front, _)| {
            let opened = device::open(*front, move |answer, cameras| {
                several.set(cameras > 1);
                phase.set(match answer {
                    Ok(stream) => Phase::Live(stream),
                    Err(trouble) => Phase::Failed(trouble),
                });
            });
            // The lamp goes out with the dialog, also when the camera answers later than that.
            move || opened.close()
        });
    }
    {
        let video = video.clone();
        let live = match &*phase {
            Phase::Live(stream) => Some(stream.clone()),
            _ => None,
        };
        use_effect_with(live, move |live| {
            if let (Some(stream), Some(video)) = (live, video.cast::<HtmlVideoElement>()) {
                device::show(&video, stream);
            }
        });
    }
    let take = {
        let (phase, video, edge) = (phase.clone(), video.clone(), props.edge);
        Callback::from(move |_: MouseEvent| {
            let picture = video
                .cast::<HtmlVideoElement>()
                .and_then(|video| device::picture(&video, edge));
            if let Some(picture) = picture {
                phase.set(Phase::Taken(picture));
            }
        })
    };
    let retake = {
        let (phase, again) = (phase.clone(), again.clone());
        Callback::from(move |_: MouseEvent| {
            phase.set(Phase::Opening);
            again.set(*again + 1);
        })
    };
    let turn = {
        let (phase, front) = (phase.clone(), front.clone());
        Callback::from(move |_: MouseEvent| {
            phase.set(Phase::Opening);
            front.set(!*front);
        })
    };
    let keep = {
        let (phase, on_take, name) = (phase.clone(), props.on_take.clone(), props.name.clone());
        Callback::from(move |_: MouseEvent| {
            if let Phase::Taken(picture) = &*phase
                && let Some((_, content)) = picture.split_once(',')
            {
                on_take.emit(Chosen {
                    name: format!("{name}.jpg"),
                    content: content.to_owned(),
                });
            }
        })
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let file = |first: bool| {
        html! {
            <FileButton icon="folder" accept="image/jpeg,image/png" most={props.most} look={if first { Look::Primary } else { Look::Plain }}
                on_choose={props.on_take.clone()} on_large={props.on_large.clone()} test={props.test.clone()}>{ t!("camera-file") }</FileButton>
        }
    };
    let actions = match &*phase {
        Phase::Opening => html! {
            <>{ file(false) }<Button autofocus=true onclick={close}>{ t!("cancel") }</Button></>
        },
        Phase::Live(_) => html! {
            <>
                { file(false) }
                if *several { <Button onclick={turn} test="camera-turn">{ t!("camera-turn") }</Button> }
                <Button onclick={close}>{ t!("cancel") }</Button>
                <Button key="take" look={Look::Primary} icon="camera" large=true autofocus=true onclick={take} test="camera-take">{ t!("camera-take") }</Button>
            </>
        },
        Phase::Taken(_) => html! {
            <>
                <Button onclick={retake} test="camera-again">{ t!("camera-again") }</Button>
                <Button key="keep" look={Look::Primary} icon="ok" large=true autofocus=true onclick={keep} test="camera-keep">{ t!("camera-keep") }</Button>
            </>
        },
        Phase::Failed(trouble) => html! {
            <>
                <Button onclick={close}>{ t!("cancel") }</Button>
                if *trouble != Trouble::Missing { <Button onclick={retake} test="camera-retry">{ t!("camera-retry") }</Button> }
                { file(true) }
            </>
        },
    };
    let view = match &*phase {
        Phase::Opening => {
            html! { <p class="camera camera--empty" role="status">{ t!("camera-opening") }</p> }
        }
        Phase::Live(_) => {
            html! { <video ref={video} class="camera" muted=true playsinline=true aria-label={t!("camera-live")} data-test="camera-live"></video> }
        }
        Phase::Taken(picture) => {
            html! { <img class="camera" src={picture.clone()} alt={t!("camera-taken")} data-test="camera-taken" /> }
        }
        Phase::Failed(trouble) => html! {
            <Banner tone={Tone::Warn} title={AttrValue::from(t!(trouble.title()))} alert=true test="camera-failed">{ t!(trouble.help()) }</Banner>
        },
    };
    html! {
        <Dialog id="camera" wide=true title={props.title.clone()} on_close={props.on_close.clone()} {actions}>{ view }</Dialog>
    }
}
